// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>PatternConvolution</c>, whose signs and limits are laid out at the first call and kept.</summary>
internal sealed class PatternConvThresholdCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (PatternConvThreshold)step.Result;
        string weights = emission.Table(op, op.Weights, "weights"), limits = emission.Table(op, op.Limits, "limits");
        string rows = emission.Table(op, op.Rows, "rows"), columns = emission.Table(op, op.Columns, "columns");
        string outputs = $"outputs: {NumberText.Of(op.Form.Outputs)}", greatest = $"greatest: {NumberText.Of(op.Greatest)}";
        emission.CallKept("PatternConvolution", step, $"\n    {Spelled(op.Form.Window, op.Input.Type.Shape, op.Type.Shape)},\n"
            + $"    channels: {NumberText.Of(op.Form.GroupChannels)}, {weights}, {outputs}, {limits}, {rows}, {columns}, {greatest}");
    }
}
