// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A binary convolution in groups: y = K - 2 * popcount((x xor w_n) and mask_n) over the taps inside of the image. A block of eight outputs
/// reads only the words starts_b ... of each pixel, which hold its groups, and masks what belongs to others.
/// <c>%y = grouped_xnor_conv(%x, %w, %masks, %starts) {outputs=64, kernel=3x3, ..., groups=64} : int32[1, 8, 8, 64]</c> with x: bit[1, 8, 8, 64],
/// w, masks: bit[8, 9, 8, 64], starts: int32[8].
/// </summary>
internal sealed class GroupedXnorConv : PackedConvolutionOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("grouped_xnor_conv", 4, Stage.Packed, Stage.Packed,
        a => new GroupedXnorConv(PackedConvolution.Parse(a), a[1], a[2], a[3]));

    /// <summary>A convolution in groups, in the layout of its kernel.</summary>
    public GroupedXnorConv(PackedConvolution form, Op weights, Op masks, Op starts)
        : base(
            KindOf,
            ElementType.Int32,
            form,
            Blocks(form, weights, "weights"),
            Blocks(form, masks, "masks").OfShape("masks", weights.Type.Shape),
            Starts(form, weights, starts))
    {
        form.Input.OfElement("input", ElementType.Bit);
    }

    /// <summary>None: its masks say which words of the weights count, and both are verified together.</summary>
    public override Constant? WeightTable => null;

    /// <summary>bit[blocks, taps * words, 8, 64]: +1 where a weight belongs to the group of its output.</summary>
    public Constant Masks => (Constant)Operands[2];

    /// <summary>int32[blocks]: the first word of a pixel that a block reads.</summary>
    public Constant FirstWords => (Constant)Operands[3];

    /// <summary>Words of a pixel that a block reads.</summary>
    public int WordsPerTap => Weights.Type.Shape[1] / Form.Window.Taps;

    private static Constant Blocks(PackedConvolution form, Op constant, string role)
    {
        int blocks = InterleavedWeights.PaddedOutputs(form.Outputs) / InterleavedWeights.Lanes;
        var shape = constant.OfElement(role, ElementType.Bit).AsConstant(role).Type.Shape;
        return shape.Rank == 4 && shape[0] == blocks && shape[1] % form.Window.Taps == 0 && shape[2] == InterleavedWeights.Lanes && shape[3] == 64
            ? (Constant)constant
            : throw new InvalidOpException(
                $"{role} are {constant.Type}; expected bit[{NumberText.Of(blocks)}, a multiple of {NumberText.Of(form.Window.Taps)}, 8, 64]");
    }

    private static Constant Starts(PackedConvolution form, Op weights, Op starts)
    {
        int words = weights.Type.Shape[1] / form.Window.Taps, available = TensorType.WordsFor(form.Input.Type.Shape.Channels);
        var constant = starts.OfElement("starts", ElementType.Int32).AsConstant("starts").OfShape("starts", new(weights.Type.Shape[0]));
        return constant.Integers.Values.All(first => first >= 0 && first <= Math.Min(available - words, ushort.MaxValue))
            ? constant
            : throw new InvalidOpException($"a block starts at a word outside of the {NumberText.Of(available)} words of a pixel");
    }

    /// <inheritdoc/>
    public override string Reason => "binary input and weights in groups; each block of outputs reads the words of its groups";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "GroupedXnorConvolution.Dot",
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("masks", Masks),
        CallArgument.OfShorts("starts", FirstWords),
        CallArgument.Of("fanInPerTap", Form.GroupChannels));

    /// <inheritdoc/>
    public override KernelCall? CCall => new(
        "grouped_xnor_conv",
        CallArgument.Words(Input.Type.Shape.Channels),
        CallArgument.Of("fan_in_per_tap", Form.GroupChannels),
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("masks", Masks),
        CallArgument.Of("starts", FirstWords),
        CallArgument.Of("words", WordsPerTap),
        CallArgument.Of("outputs", Form.Outputs));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => XnorWork.Of(this, WordsPerTap, masking: 1);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) => Sums(WordSums.Of(this, operands));

    /// <summary>
    /// Checks <c>group-masks</c> and <c>padding-weights</c>: the kernel counts what a mask lets through, and takes it for the channels of one group.
    /// </summary>
    public override void Verify()
    {
        const int Lanes = InterleavedWeights.Lanes;
        int tapWords = Weights.Type.Shape[1], words = WordsPerTap;
        var (weights, masks) = (Weights.Bits.Words, Masks.Bits.Words);
        for (int block = 0; block < Weights.Type.Shape[0]; block++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                int output = (block * Lanes) + lane;
                ulong[] expected = GroupOf(output, FirstWords.Integers.Values[block]);
                for (int word = 0; word < tapWords; word++)
                {
                    int index = (((block * tapWords) + word) * Lanes) + lane;
                    if (masks[index] != expected[word % words])
                    {
                        string expectation = output < Form.Outputs ? "the channels of its group" : "0";
                        throw Rule.Broken(this, "group-masks",
                            $"the mask of output {NumberText.Of(output)} in word {NumberText.Of(word)} is not {expectation}");
                    }

                    if ((weights[index] & ~masks[index]) != 0)
                    {
                        throw Rule.Broken(this, "padding-weights",
                            $"a weight of output {NumberText.Of(output)} in word {NumberText.Of(word)}, behind its mask, is set; expected 0");
                    }
                }
            }
        }
    }

    /// <summary>The words from <paramref name="first"/> of a pixel in which only the channels of an output's group are set.</summary>
    private ulong[] GroupOf(int output, int first)
    {
        ulong[] group = new ulong[WordsPerTap];
        if (output >= Form.Outputs)
            return group;
        int start = (output / Form.GroupOutputs * Form.GroupChannels) - (64 * first);
        if (start < 0 || start + Form.GroupChannels > 64 * group.Length)
            throw Rule.Broken(this, "group-masks", $"the channels of output {NumberText.Of(output)} lie outside of the words that its block reads");
        for (int channel = start; channel < start + Form.GroupChannels; channel++)
            group[channel / 64] |= 1UL << (channel % 64);
        return group;
    }
}
