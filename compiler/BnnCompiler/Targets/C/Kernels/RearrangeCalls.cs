// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>Calls of kernels that move elements.</summary>
internal static class RearrangeCalls
{
    /// <summary><c>bnn_transpose</c></summary>
    public static void Transpose(Step step, CEmission emission)
    {
        var op = (Transpose)step.Result;
        bool isBits = op.Type.Element == ElementType.Bit;
        var strides = isBits ? BitStrides(op, emission.Words) : Ops.Transpose.Strides(op.Input.Type.Shape, op.Order);
        emission.Call(
            isBits ? "transpose_bits" : "transpose:" + CTypes.Short(op.Type.Element),
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Type.Shape.Rank),
            emission.Numbers(op, "extents", op.Type.Shape.Extents),
            emission.Numbers(op, "strides", strides),
            NumberText.Of(isBits ? op.Type.Shape.Rows : op.Type.Shape.ElementCount),
            emission.Local(step.Writes));
    }

    /// <summary><c>bnn_reshape_bits</c>: only of bits can a reshape move anything.</summary>
    public static void Reshape(Step step, CEmission emission)
    {
        var op = (Reshape)step.Result;
        emission.Call(
            "reshape_bits",
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Input.Type.Shape.Last),
            NumberText.Of(op.Type.Shape.ElementCount),
            NumberText.Of(op.Type.Shape.Last),
            emission.Local(step.Writes));
    }

    /// <summary><c>bnn_concat</c></summary>
    public static void Concat(Step step, CEmission emission)
    {
        var op = (Concat)step.Result;
        string Operand(Op operand, string role) => operand is Constant ? emission.Table(op, operand, role) : emission.Local(step.Buffers[operand]);
        emission.Call(
            op.Type.Element == ElementType.Bit ? "concat_bits" : "concat:" + CTypes.Short(op.Type.Element),
            Operand(op.Left, "left"),
            NumberText.Of(op.Left.Type.Shape.Channels),
            Operand(op.Right, "right"),
            NumberText.Of(op.Right.Type.Shape.Channels),
            NumberText.Of(op.Type.Shape.Rows),
            emission.Local(step.Writes));
    }

    /// <summary><c>bnn_select_channels</c></summary>
    public static void SelectChannels(Step step, CEmission emission)
    {
        var op = (SelectChannels)step.Result;
        emission.Call(
            "select_channels",
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Type.Shape.Rows),
            NumberText.Of(op.Input.Type.Shape.Channels),
            emission.Table(op, op.Sources, "sources"),
            emission.Table(op, op.Negated, "negated"),
            NumberText.Of(op.Type.Shape.Channels),
            emission.Local(step.Writes));
    }

    /// <summary><c>bnn_rank</c></summary>
    public static void Rank(Step step, CEmission emission)
    {
        var op = (Rank)step.Result;
        emission.Call(
            "rank",
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Type.Shape.Rows),
            NumberText.Of(op.Type.Shape.Channels),
            emission.Table(op, op.Table, "table"),
            NumberText.Of(op.Table.Type.Shape[1]),
            CTypes.Literal(op.Least),
            CTypes.Literal(op.Greatest),
            NumberText.Of(op.Step),
            emission.Local(step.Writes));
    }

    /// <summary>A row of bits counts with those that fill its last word.</summary>
    private static IEnumerable<int> BitStrides(Transpose op, WordLayout words)
    {
        var source = op.Input.Type.Shape;
        int rowBits = words.Bits * words.WordsFor(source.Last);
        return Ops.Transpose.Strides(source, op.Order).Select((stride, i) => op.Order[i] == source.Rank - 1 ? 1 : stride / source.Last * rowBits);
    }
}
