// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>SlicedConvolution.Threshold</c>.</summary>
internal sealed class SlicedConvThresholdCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (SlicedConvThreshold)step.Result;
        Call(
            step,
            emission,
            "SlicedConvolution.Threshold",
            op.Form.Window,
            $"channels: {NumberText.Of(op.Form.GroupChannels)}",
            emission.Table(op, op.Weights, "weights"),
            emission.Table(op, op.Limits, "limits"),
            emission.Table(op, op.Rows, "rows"),
            emission.Table(op, op.Columns, "columns"),
            $"outputs: {NumberText.Of(op.Form.Outputs)}");
    }
}
