// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>SlicedDense.Threshold</c>.</summary>
internal sealed class SlicedThresholdCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (SlicedThreshold)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        string limits = emission.Table(op, op.Limits, "limits");
        string rowLength = op.Input.Type.Element == ElementType.Bit ? $"rowLength: {NumberText.Of(op.Input.Type.Shape.Last)}, " : "";
        emission.Body.Line($"SlicedDense.Threshold({input}, {rowLength}{weights}, {limits}, outputs: {NumberText.Of(op.Type.Shape.Last)}, {output});");
    }
}
