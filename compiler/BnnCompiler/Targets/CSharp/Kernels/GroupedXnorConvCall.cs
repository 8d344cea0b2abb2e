// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>GroupedXnorConvolution.Dot</c>.</summary>
internal sealed class GroupedXnorConvCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (GroupedXnorConv)step.Result;
        Call(
            step,
            emission,
            "GroupedXnorConvolution.Dot",
            op.Form.Window,
            emission.Table(op, op.Weights, "weights"),
            emission.Table(op, op.Masks, "masks"),
            emission.Table(op, op.FirstWords, "starts", "ushort"),
            $"fanInPerTap: {NumberText.Of(op.Form.GroupChannels)}");
    }
}
