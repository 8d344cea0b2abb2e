// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>Calls of dense kernels on interleaved weights, and of the sum of columns.</summary>
internal static class DenseCalls
{
    /// <summary><c>bnn_xnor_dense</c></summary>
    public static void XnorDense(Step step, CEmission emission)
    {
        var op = (XnorDense)step.Result;
        emission.Call("xnor_dense", Input(step, op, emission), Words(op), Weights(op, emission), NumberText.Of(op.FanIn), NumberText.Of(op.Outputs), Output(step, emission));
    }

    /// <summary><c>bnn_xnor_threshold</c></summary>
    public static void XnorThreshold(Step step, CEmission emission)
    {
        var op = (XnorThreshold)step.Result;
        emission.Call("xnor_threshold", Input(step, op, emission), Words(op), Weights(op, emission), emission.Table(op, op.Limits, "limits"), NumberText.Of(op.Outputs), Output(step, emission));
    }

    /// <summary><c>bnn_bit_planes</c></summary>
    public static void BitPlanes(Step step, CEmission emission)
    {
        var op = (BitPlanes)step.Result;
        emission.Call("bit_planes", emission.Local(step.Buffers[op.Input]), NumberText.Of(op.Type.Shape.Last), Output(step, emission));
    }

    /// <summary><c>bnn_plane_dense</c></summary>
    public static void PlaneDense(Step step, CEmission emission)
    {
        var op = (PlaneDense)step.Result;
        emission.Call("plane_dense", Input(step, op, emission), Words(op), Weights(op, emission), NumberText.Of(op.Outputs), Output(step, emission));
    }

    /// <summary><c>bnn_plane_threshold</c></summary>
    public static void PlaneThreshold(Step step, CEmission emission)
    {
        var op = (PlaneThreshold)step.Result;
        emission.Call("plane_threshold", Input(step, op, emission), Words(op), Weights(op, emission), emission.Table(op, op.Limits, "limits"), NumberText.Of(op.Outputs), Output(step, emission));
    }

    /// <summary><c>bnn_column_sum</c></summary>
    public static void ColumnSum(Step step, CEmission emission)
    {
        var op = (ColumnSum)step.Result;
        emission.Call(
            "column_sum",
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Input.Type.Shape.Last),
            emission.Table(op, op.Weights, "weights"),
            NumberText.Of(op.Type.Shape.Last),
            Output(step, emission));
    }

    private static string Input(Step step, InterleavedDenseOp op, CEmission emission) => emission.Local(step.Buffers[op.Input]);

    private static string Output(Step step, CEmission emission) => emission.Local(step.Writes);

    private static string Weights(InterleavedDenseOp op, CEmission emission) => emission.Table(op, op.Weights, "weights");

    private static string Words(InterleavedDenseOp op) => NumberText.Of(op.Weights.Type.Shape[1]);
}
