// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>PlaneDense.Threshold</c>.</summary>
internal sealed class PlaneThresholdCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (PlaneThreshold)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        string limits = emission.Table(op, op.Limits, "limits");
        emission.Body.Line($"PlaneDense.Threshold({input}, {weights}, {limits}, {output});");
    }
}
