// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Which channels of a tensor of bits are left, and the bit of every channel that is not.</summary>
/// <param name="Kept">Ascending.</param>
/// <param name="Constants">By channel; what stands at a kept one means nothing.</param>
internal sealed record RemainingChannels(ImmutableArray<int> Kept, ImmutableArray<bool> Constants)
{
    /// <summary>The channels of a flattened image, pixel after pixel.</summary>
    public RemainingChannels Repeated(int pixels) => new(
        [.. Enumerable.Range(0, pixels).SelectMany(pixel => Kept.Select(channel => (pixel * Constants.Length) + channel))],
        [.. Enumerable.Range(0, pixels).SelectMany(_ => Constants)]);

    /// <summary>One bit per channel, of the kept ones.</summary>
    public Op Of(Constant perChannel) =>
        new Constant(BitTensor.FromPredicate(new(Kept.Length), i => perChannel.Bits.IsSet(Kept[i]))).NamedAs(perChannel);

    /// <summary>A layer that computes only the outputs <paramref name="kept"/>.</summary>
    public static Op WithOutputs(Op layer, ImmutableArray<int> kept)
    {
        var weights = (Constant)layer.Operands[1];
        int fanIn = weights.Type.Shape.ElementCount / weights.Type.Shape[0];
        var shape = new Shape([kept.Length, .. weights.Type.Shape.Extents.Skip(1)]);
        var rows = BitTensor.FromPredicate(shape, i => weights.Bits.IsSet((kept[i / fanIn] * fanIn) + (i % fanIn)));
        return layer.WithOperands([layer.Operands[0], new Constant(rows).NamedAs(weights)]);
    }

    /// <summary>The layer on the channels that are left, plus what the removed ones always add.</summary>
    public Op Without(BinaryDense dense, Op input)
    {
        var smaller = new BinaryDense(input, Thinned(dense.Weights)).NamedAs(dense);
        int[] added = [.. Enumerable.Range(0, dense.Weights.Type.Shape[0]).Select(output => AddedByRow(dense.Weights, output))];
        return WithOffsets(smaller, Tensor.Of(new(1, added.Length), [.. added]), dense);
    }

    /// <summary>The same for a convolution; a tap outside of the image adds nothing, for removed channels too.</summary>
    public Op Without(BinaryConv conv, Op input)
    {
        var smaller = new BinaryConv(input, Thinned(conv.Weights), conv.Window, conv.Groups).NamedAs(conv);
        int outputs = conv.Outputs;
        int[] byTap = [.. Enumerable.Range(0, outputs * conv.Window.Taps).Select(row => AddedByRow(conv.Weights, row))];
        int[] added = TapSums.Of(byTap, conv.Window, conv.Input.Type.Shape, outputs);
        return WithOffsets(smaller, TapSums.ToTensor(added, conv.Type.Shape), conv);
    }

    private static Op WithOffsets(Op smaller, Tensor<int> offsets, Op layer) =>
        new Add(smaller, new Constant(offsets)).Named(layer.Name + "_offset", layer.Origin);

    /// <summary>Weights of the kept channels, which lie on the last axis.</summary>
    private Op Thinned(Constant weights)
    {
        int channels = weights.Type.Shape.Last;
        var shape = new Shape([.. weights.Type.Shape.Extents.Take(weights.Type.Shape.Rank - 1), Kept.Length]);
        var thinned = BitTensor.FromPredicate(shape, i => weights.Bits.IsSet((i / Kept.Length * channels) + Kept[i % Kept.Length]));
        return new Constant(thinned).NamedAs(weights);
    }

    /// <summary>What the removed channels add under one row of weights.</summary>
    private int AddedByRow(Constant weights, int row)
    {
        int channels = weights.Type.Shape.Last, sum = 0, next = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            if (next < Kept.Length && Kept[next] == channel)
                next++;
            else
                sum += weights.Bits.IsSet((row * channels) + channel) == Constants[channel] ? 1 : -1;
        }

        return sum;
    }
}
