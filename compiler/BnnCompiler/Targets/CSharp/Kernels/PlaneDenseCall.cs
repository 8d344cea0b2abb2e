// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>PlaneDense.Dot</c>.</summary>
internal sealed class PlaneDenseCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (PlaneDense)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        emission.Body.Line($"PlaneDense.Dot({input}, {weights}, {output});");
    }
}
