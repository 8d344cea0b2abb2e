// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>Calls of kernels on images without weights.</summary>
internal static class ImageCalls
{
    /// <summary><c>bnn_max_pool</c></summary>
    public static void MaxPool(Step step, CEmission emission)
    {
        var op = (MaxPool)step.Result;
        string least = op.Type.Element switch
        {
            ElementType.UInt8 => "0",
            ElementType.Int32 => "INT32_MIN",
            _ => "-BNN_INFINITY",
        };
        string kernel = "max_pool:" + CTypes.Short(op.Type.Element);
        emission.Call(kernel, Image(step, op, emission), Channels(op), Window(op, emission), least, Result(step, emission));
    }

    /// <summary><c>bnn_sum_pool</c></summary>
    public static void SumPool(Step step, CEmission emission)
    {
        var op = (SumPool)step.Result;
        string kernel = op.Input.Type.Element == ElementType.Bit ? "sum_pool_bits" : "sum_pool:" + CTypes.Short(op.Input.Type.Element);
        emission.Call(kernel, Image(step, op, emission), Channels(op), Window(op, emission), Result(step, emission));
    }

    /// <summary><c>bnn_bit_pool</c></summary>
    public static void BitPool(Step step, CEmission emission)
    {
        var op = (BitPool)step.Result;
        emission.Call(
            "bit_pool", Image(step, op, emission), Channels(op), Window(op, emission), emission.Table(op, op.All, "all"), Result(step, emission));
    }

    /// <summary><c>bnn_pad</c></summary>
    public static void Pad(Step step, CEmission emission)
    {
        var op = (Pad)step.Result;
        var image = op.Input.Type.Shape;
        string Elements(int pixels) => NumberText.Of(pixels * image[3]);
        emission.Call(
            "pad",
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(image[1]),
            Elements(image[2]),
            NumberText.Of(op.Pads[0]),
            Elements(op.Pads[1]),
            NumberText.Of(op.Pads[2]),
            Elements(op.Pads[3]),
            CTypes.Literal(op.Value),
            Result(step, emission));
    }

    /// <summary><c>bnn_lookup</c></summary>
    public static void Lookup(Step step, CEmission emission)
    {
        var op = (Lookup)step.Result;
        string count = NumberText.Of(op.Type.Shape.ElementCount);
        emission.Call("lookup", emission.Local(step.Buffers[op.Input]), count, emission.Table(op, op.Table, "table"), Result(step, emission));
    }

    private static string Image(Step step, PoolOp op, CEmission emission) => emission.Local(step.Buffers[op.Input]);

    private static string Channels(PoolOp op) => NumberText.Of(op.Type.Shape.Channels);

    private static string Window(PoolOp op, CEmission emission) => emission.Window(op, op.Window, op.Input.Type.Shape, op.Type.Shape);

    private static string Result(Step step, CEmission emission) => emission.Local(step.Writes);
}
