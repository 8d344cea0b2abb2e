// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>FloatConvolution.Sum</c>.</summary>
internal sealed class FloatConvCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (FloatConv)step.Result;
        string weights = emission.Table(op, op.Weights, "weights");
        Call(step, emission, "FloatConvolution.Sum", op.Form.Window, weights, $"groups: {NumberText.Of(op.Form.Groups)}");
    }
}
