// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>Calls of bit-sliced kernels.</summary>
internal static class SlicedCalls
{
    /// <summary><c>bnn_sliced_dense</c></summary>
    public static void Dense(Step step, CEmission emission)
    {
        var op = (SlicedDense)step.Result;
        Call("sliced_dense", step, op.Input, op, emission, NumberText.Of(op.Scale), emission.Table(op, op.Offsets, "offsets"));
    }

    /// <summary><c>bnn_sliced_threshold</c></summary>
    public static void DenseThreshold(Step step, CEmission emission)
    {
        var op = (SlicedThreshold)step.Result;
        Call("sliced_threshold", step, op.Input, op, emission, NumberText.Of(op.Bias), emission.Table(op, op.Limits, "limits"));
    }

    /// <summary><c>bnn_sliced_conv</c></summary>
    public static void Conv(Step step, CEmission emission)
    {
        var op = (SlicedConv)step.Result;
        emission.Call(
            "sliced_conv",
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Form.Groups),
            NumberText.Of(op.Form.GroupChannels),
            emission.Window(op, op.Form.Window, op.Input.Type.Shape, op.Type.Shape),
            emission.Table(op, op.Weights, "weights"),
            NumberText.Of(op.Form.GroupOutputs),
            NumberText.Of(op.CounterPlanes),
            emission.Table(op, op.Offsets, "offsets"),
            emission.Table(op, op.Rows, "rows"),
            emission.Table(op, op.Columns, "columns"),
            CEmission.ScratchOf(step),
            emission.Local(step.Writes));
    }

    /// <summary><c>bnn_sliced_conv_threshold</c></summary>
    public static void ConvThreshold(Step step, CEmission emission)
    {
        var op = (SlicedConvThreshold)step.Result;
        emission.Call(
            "sliced_conv_threshold",
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Form.GroupChannels),
            emission.Window(op, op.Form.Window, op.Input.Type.Shape, op.Type.Shape),
            emission.Table(op, op.Weights, "weights"),
            NumberText.Of(op.Form.Outputs),
            NumberText.Of(op.CounterPlanes),
            NumberText.Of(op.Bias),
            emission.Table(op, op.Limits, "limits"),
            emission.Table(op, op.Rows, "rows"),
            emission.Table(op, op.Columns, "columns"),
            CEmission.ScratchOf(step),
            emission.Local(step.Writes));
    }

    private static void Call(string kernel, Step step, Op input, ISlicedOp op, CEmission emission, string number, string table) => emission.Call(
        $"{kernel}_{(input.Type.Element == ElementType.UInt8 ? "u8" : "bits")}",
        emission.Local(step.Buffers[input]),
        NumberText.Of(input.Type.Shape.Rows),
        NumberText.Of(input.Type.Shape.Last),
        emission.Table(step.Result, op.Weights, "weights"),
        NumberText.Of(op.RowLength),
        NumberText.Of(op.CounterPlanes),
        number,
        table,
        CEmission.ScratchOf(step),
        emission.Local(step.Writes));
}
