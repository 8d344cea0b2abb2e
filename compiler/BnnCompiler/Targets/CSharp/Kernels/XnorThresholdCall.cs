// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>XnorDense.Threshold</c>, or for a small layer <c>NibbleDense</c>, whose weights are laid out at the first call and kept.</summary>
internal sealed class XnorThresholdCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (XnorThreshold)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        string limits = emission.Table(op, op.Limits, "limits");
        if (!NibbleWeights.Takes(op))
        {
            emission.Body.Line($"XnorDense.Threshold({input}, {weights}, {limits}, {output});");
            return;
        }

        string kept = emission.Kept("NibbleDense", op);
        // Of rows that each begin in a new word, only the last one's padding lies at the end: the others' are inputs that never differ.
        int fanIn = (64 * NibbleWeights.WordsOf(op)) - (-op.Terms.Last & 63);
        emission.Body.Line($"{kept} ??= new({weights}, {limits}, fanIn: {NumberText.Of(fanIn)});");
        emission.Body.Line($"{kept}.Threshold({input}, {output});");
    }
}
