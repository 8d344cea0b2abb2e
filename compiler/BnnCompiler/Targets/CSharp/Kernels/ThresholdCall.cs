// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>Binarize</c>: one comparison where all elements share a limit, else the general
/// form; an image is several rows of bits.</summary>
internal sealed class ThresholdCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (Threshold)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        bool isRow = op.Type.Shape.Rows == 1;
        string rowLength = isRow ? "" : $"rowLength: {NumberText.Of(op.Type.Shape.Last)}, ";
        if (op.Limits.Type.Shape.ElementCount == 1 && !op.Flips.Bits.IsSet(0))
        {
            string limit = CSharpLiterals.Of(op.Limits.Value, 0);
            emission.Body.Line($"Binarize.AtLeast({input}, {limit}, {rowLength}{output});");
            return;
        }

        string limits = emission.Table(op, op.Limits, "limits");
        string flips = emission.Table(op, op.Flips, "flips");
        string rules = $"{(isRow ? "channels" : "rules")}: {NumberText.Of(op.Rules)}";
        emission.Body.Line($"Binarize.Parity({input}, {limits}, {rules}, {flips}, {rowLength}{output});");
    }
}
