// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Verification;

/// <summary>Rules on convolutions.</summary>
internal static class ConvolutionRules
{
    /// <summary>Checks <c>sum-range</c>.</summary>
    public static void Verify(BinaryConv conv)
    {
        if (conv.Input.Type.Element is ElementType.UInt8 or ElementType.Int16)
            PackedRules.VerifySums(conv, conv.FanIn, conv.Input.Type.Element);
    }

    /// <summary>Checks <c>sum-range</c>, <c>padding-weights</c>, <c>padding-limits</c> and <c>group-masks</c>.</summary>
    public static void Verify(PackedConvolutionOp conv)
    {
        int outputs = conv.Form.Outputs, channels = conv.Input.Type.Shape.Channels;
        if (conv.Input.Type.Element is ElementType.UInt8 or ElementType.Int16)
            PackedRules.VerifySums(conv, (long)conv.Form.Window.Taps * conv.Form.GroupChannels, conv.Input.Type.Element);
        if (conv is XnorConv or XnorConvThreshold)
            PackedRules.VerifyWeights(conv, conv.Weights, outputs, channels);
        if (conv is XnorConvThreshold xnor)
            PackedRules.VerifyLimits(conv, xnor.Limits, outputs, -1);
        if (conv is SignedConvThreshold signed)
            PackedRules.VerifyLimits(conv, signed.Limits, outputs, int.MaxValue);
        if (conv is GroupedXnorConv grouped)
            VerifyGroups(grouped);
    }

    /// <summary>The kernel counts what a mask lets through, and takes it for the channels of one group.</summary>
    private static void VerifyGroups(GroupedXnorConv conv)
    {
        const int Lanes = InterleavedDenseOp.Lanes;
        int tapWords = conv.Weights.Type.Shape[1], words = conv.WordsPerTap;
        var (weights, masks) = (conv.Weights.Bits.Words, conv.Masks.Bits.Words);
        for (int block = 0; block < conv.Weights.Type.Shape[0]; block++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                int output = (block * Lanes) + lane;
                ulong[] expected = GroupOf(conv, output, conv.FirstWords.Integers.Values[block]);
                for (int word = 0; word < tapWords; word++)
                {
                    int index = (((block * tapWords) + word) * Lanes) + lane;
                    if (masks[index] != expected[word % words])
                    {
                        string expectation = output < conv.Form.Outputs ? "the channels of its group" : "0";
                        throw Rule.Broken(conv, "group-masks",
                            $"the mask of output {NumberText.Of(output)} in word {NumberText.Of(word)} is not {expectation}");
                    }

                    if ((weights[index] & ~masks[index]) != 0)
                    {
                        throw Rule.Broken(conv, "padding-weights",
                            $"a weight of output {NumberText.Of(output)} in word {NumberText.Of(word)}, behind its mask, is set; expected 0");
                    }
                }
            }
        }
    }

    /// <summary>The words from <paramref name="first"/> of a pixel in which only the channels of an output's group are set.</summary>
    private static ulong[] GroupOf(GroupedXnorConv conv, int output, int first)
    {
        var form = conv.Form;
        var group = new ulong[conv.WordsPerTap];
        if (output >= form.Outputs)
            return group;
        int start = (output / form.GroupOutputs * form.GroupChannels) - (64 * first);
        if (start < 0 || start + form.GroupChannels > 64 * group.Length)
            throw Rule.Broken(conv, "group-masks", $"the channels of output {NumberText.Of(output)} lie outside of the words that its block reads");
        for (int channel = start; channel < start + form.GroupChannels; channel++)
            group[channel / 64] |= 1UL << (channel % 64);
        return group;
    }
}
