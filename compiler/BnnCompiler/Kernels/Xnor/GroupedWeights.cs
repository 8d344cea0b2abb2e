// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// Weights of a binary convolution in groups, interleaved by eight. A block of eight outputs reads the words of a pixel that hold its groups;
/// a mask keeps what lies beside a group in these words from counting.
/// </summary>
/// <param name="Weights">bit[blocks, taps * words, 8, 64].</param>
/// <param name="Masks">The same shape, +1 where a weight is.</param>
/// <param name="Starts">int32[blocks]: the first word that a block reads.</param>
internal sealed record GroupedWeights(Op Weights, Op Masks, Op Starts)
{
    private const int Lanes = InterleavedWeights.Lanes;

    /// <summary>The weights of <paramref name="conv"/>.</summary>
    public static GroupedWeights Of(BinaryConv conv)
    {
        var form = PackedConvolution.Of(conv, conv.Input);
        int blocks = InterleavedWeights.PaddedOutputs(conv.Outputs) / Lanes, taps = conv.Window.Taps;
        int available = TensorType.WordsFor(conv.Input.Type.Shape.Channels);
        int FirstChannel(int output) => output / form.GroupOutputs * form.GroupChannels;
        int FirstWord(int block) => FirstChannel(block * Lanes) / 64;
        int LastWord(int block) => (FirstChannel(Math.Min((block * Lanes) + Lanes, conv.Outputs) - 1) + form.GroupChannels - 1) / 64;

        int words = Enumerable.Range(0, blocks).Max(block => LastWord(block) - FirstWord(block) + 1);
        int[] starts = [.. Enumerable.Range(0, blocks).Select(block => Math.Min(FirstWord(block), available - words))];
        var shape = InterleavedWeights.ShapeOf(conv, conv.Outputs, taps * words);
        ulong[] weights = new ulong[shape.ElementCount / 64], masks = new ulong[weights.Length];
        for (int i = 0; i < conv.Weights.Type.Shape.ElementCount; i++)
        {
            int output = i / conv.FanIn, tap = i / form.GroupChannels % taps, channel = FirstChannel(output) + (i % form.GroupChannels);
            int block = output / Lanes, word = (tap * words) + (channel / 64) - starts[block];
            int index = (((block * taps * words) + word) * Lanes) + (output % Lanes);
            masks[index] |= 1UL << (channel % 64);
            if (conv.Weights.Bits.IsSet(i))
                weights[index] |= 1UL << (channel % 64);
        }

        Op Bits(ulong[] values) => new Constant(new BitTensor(new(ElementType.Bit, shape), ImmutableArray.Create(values))).NamedAs(conv.Weights);
        return new(Bits(weights), Bits(masks), new Constant(Tensor.Of(new(blocks), ImmutableArray.Create(starts))));
    }
}
