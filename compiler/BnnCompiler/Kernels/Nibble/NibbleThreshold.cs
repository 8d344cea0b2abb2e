// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Nibble;

/// <summary>
/// <see cref="XnorThreshold"/> for a layer whose weights fit the nearest cache with a byte for four of them: the kernel counts four inputs at a time,
/// by a table that each of their values chooses. <c>%h = nibble_threshold(%x, %w, %limits) {outputs=64} : bit[1, 64]</c> with x: bit[1, K], w: bit[8,
/// words, 8, 64], limits: int32[64].
/// </summary>
internal sealed class NibbleThreshold : DifferingThresholdOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("nibble_threshold", 3, Stage.Packed, Stage.Packed,
        a => new NibbleThreshold(a[0], a[1], a[2], a.Int("outputs")));

    /// <summary>Reads bit[1, K], or an image bit[1, H, W, C] as its flatten.</summary>
    public NibbleThreshold(Op input, Op weights, Op limits, int outputs)
        : base(KindOf, input, weights, limits, outputs)
    {
        if (Words > NibbleWeights.MostWords)
        {
            throw new InvalidOpException(
                $"input is {NumberText.Of(Words)} words; expected at most {NumberText.Of(NibbleWeights.MostWords)}, so that counts fit 16 bits");
        }
    }

    /// <summary>Words of an input.</summary>
    public int Words => Weights.Type.Shape[1];

    /// <summary>
    /// Of rows that each begin in a new word, only the last one's padding lies at the end: the others' are inputs that never differ.
    /// </summary>
    public override KernelCall? CSharpCall => new(
        "NibbleDense",
        CallArgument.Of("weights", Weights),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("fanIn", (64 * Words) - (-Terms.Last & 63)))
    {
        IsKept = true,
    };

    /// <summary>
    /// A shuffle and an addition for four inputs and 32 outputs: sixteen nibbles, two registers of outputs for a word of inputs and 64 outputs.
    /// </summary>
    public override KernelWork Work(double? activeInputs)
    {
        int units = NibbleWeights.Units(Words, Outputs);
        return new(units * 16.0 * 2 * 2, units * (double)NibbleWeights.UnitBytes);
    }
}
