// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>XnorDense.Threshold</c>.</summary>
internal sealed class XnorThresholdCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (XnorThreshold)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        string limits = emission.Table(op, op.Limits, "limits");
        emission.Body.Line($"XnorDense.Threshold({input}, {weights}, {limits}, {output});");
    }
}
