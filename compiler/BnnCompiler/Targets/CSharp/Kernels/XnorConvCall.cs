// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>XnorConvolution.Dot</c>.</summary>
internal sealed class XnorConvCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (XnorConv)step.Result;
        string weights = emission.Table(op, op.Weights, "weights");
        Call(step, emission, "XnorConvolution.Dot", op.Form.Window, weights, $"channels: {NumberText.Of(op.Form.GroupChannels)}");
    }
}
