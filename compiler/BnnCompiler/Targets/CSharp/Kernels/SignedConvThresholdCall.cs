// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>SignedConvolution.Threshold</c>.</summary>
internal sealed class SignedConvThresholdCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (SignedConvThreshold)step.Result;
        Call(
            step,
            emission,
            "SignedConvolution.Threshold",
            op.Form.Window,
            emission.Table(op, op.Weights, "weights"),
            $"outputs: {NumberText.Of(op.Form.Outputs)}",
            emission.Table(op, op.Limits, "limits"),
            emission.Table(op, op.Rows, "rows"),
            emission.Table(op, op.Columns, "columns"));
    }
}
