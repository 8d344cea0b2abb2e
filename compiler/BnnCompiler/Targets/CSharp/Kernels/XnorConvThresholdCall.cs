// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>XnorConvolution.Threshold</c>.</summary>
internal sealed class XnorConvThresholdCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (XnorConvThreshold)step.Result;
        Call(
            step,
            emission,
            "XnorConvolution.Threshold",
            op.Form.Window,
            emission.Table(op, op.Weights, "weights"),
            emission.Table(op, op.Limits, "limits"),
            emission.Table(op, op.Rows, "rows"),
            emission.Table(op, op.Columns, "columns"));
    }
}
