// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>SignedConvolution.Sum</c>.</summary>
internal sealed class SignedConvCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (SignedConv)step.Result;
        string weights = emission.Table(op, op.Weights, "weights");
        Call(step, emission, "SignedConvolution.Sum", op.Form.Window, weights, $"groups: {NumberText.Of(op.Form.Groups)}");
    }
}
