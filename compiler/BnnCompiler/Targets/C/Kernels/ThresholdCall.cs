// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>Calls of <c>bnn_at_least</c>, where all elements share one limit, of <c>bnn_threshold</c> and of <c>bnn_quantize</c>.</summary>
internal static class ThresholdCall
{
    /// <summary>Writes the call.</summary>
    public static void Emit(Step step, CEmission emission)
    {
        var op = (Threshold)step.Result;
        string element = CTypes.Short(op.Input.Type.Element), input = emission.Local(step.Buffers[op.Input]), output = emission.Local(step.Writes);
        string rows = NumberText.Of(op.Type.Shape.Rows), length = NumberText.Of(op.Type.Shape.Last);
        if (op.Limits.Type.Shape.ElementCount == 1 && !op.Flips.Bits.IsSet(0))
        {
            emission.Call("at_least:" + element, input, rows, length, CTypes.Literal(op.Limits.Value, 0), output);
            return;
        }

        emission.Call(
            "threshold:" + element,
            input,
            rows,
            length,
            emission.Table(op, op.Limits, "limits"),
            NumberText.Of(op.Limits.Type.Shape[0]),
            NumberText.Of(op.Rules),
            emission.Table(op, op.Flips, "flips"),
            output);
    }

    /// <summary>Writes the call for several limits that make codes.</summary>
    public static void EmitCodes(Step step, CEmission emission)
    {
        var op = (Quantize)step.Result;
        emission.Call(
            "quantize:" + CTypes.Short(op.Input.Type.Element),
            emission.Local(step.Buffers[op.Input]),
            NumberText.Of(op.Type.Shape.ElementCount),
            emission.Table(op, op.Limits, "limits"),
            NumberText.Of(op.Rows),
            NumberText.Of(op.Rules),
            emission.Table(op, op.Codes, "codes"),
            emission.Local(step.Writes));
    }
}
