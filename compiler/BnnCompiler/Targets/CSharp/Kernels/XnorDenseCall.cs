// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>XnorDense.Dot</c>.</summary>
internal sealed class XnorDenseCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (XnorDense)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        emission.Body.Line($"XnorDense.Dot({input}, {weights}, fanIn: {NumberText.Of(op.FanIn)}, {output});");
    }
}
