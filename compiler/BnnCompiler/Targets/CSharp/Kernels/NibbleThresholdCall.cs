// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>NibbleDense</c>, whose weights are laid out at the first call and kept.</summary>
internal sealed class NibbleThresholdCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (NibbleThreshold)step.Result;
        string weights = emission.Table(op, op.Weights, "weights");
        string limits = emission.Table(op, op.Limits, "limits");

        // Of rows that each begin in a new word, only the last one's padding lies at the end: the others' are inputs that never differ.
        int fanIn = (64 * op.Words) - (-op.Terms.Last & 63);
        emission.CallKept("NibbleDense", step, $"{weights}, {limits}, fanIn: {NumberText.Of(fanIn)}");
    }
}
