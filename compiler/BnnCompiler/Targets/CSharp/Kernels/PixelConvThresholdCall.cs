// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>PixelConvolution</c>, whose lists are laid out at the first call and kept.</summary>
internal sealed class PixelConvThresholdCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (PixelConvThreshold)step.Result;
        string weights = emission.Table(op, op.Weights, "weights"), limits = emission.Table(op, op.Limits, "limits");
        string rows = emission.Table(op, op.Rows, "rows"), columns = emission.Table(op, op.Columns, "columns");
        emission.CallKept("PixelConvolution", step, $"\n    {Spelled(op.Form.Window, op.Input.Type.Shape, op.Type.Shape)},\n"
            + $"    channels: {NumberText.Of(op.Form.GroupChannels)}, {weights}, {limits}, {rows}, {columns}");
    }
}
