// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>Random weights and limits in the layout of a kernel, padded as it demands.</summary>
internal sealed class PackedWeights(Random random)
{
    private const int Lanes = InterleavedWeights.Lanes;

    /// <summary>Weights interleaved by eight, for rows of <paramref name="rowLength"/> bits that each start in a new word.</summary>
    public Constant Interleaved(Shape shape, int outputs, int rowLength) => Blocks(shape, (output, word, bit) =>
        output < outputs && (word % TensorType.WordsFor(rowLength) * 64) + bit < rowLength && random.Next(2) == 0);

    /// <summary>int32[classes, padded outputs].</summary>
    public static Constant Limits(int classes, int outputs, int padding, Func<int> next)
    {
        int padded = InterleavedWeights.PaddedOutputs(outputs);
        var values = Enumerable.Range(0, classes * padded).Select(i => i % padded < outputs ? next() : padding);
        return new(Tensor.Of(new Shape(classes, padded), [.. values]));
    }

    /// <summary>Weights, masks and first words of a convolution in groups.</summary>
    public (Constant Weights, Constant Masks, Constant Starts) OfGroups(PackedConvolution form)
    {
        int blocks = InterleavedWeights.PaddedOutputs(form.Outputs) / Lanes, pixelWords = TensorType.WordsFor(form.Input.Type.Shape.Channels);
        int FirstChannel(int output) => Math.Min(output, form.Outputs - 1) / form.GroupOutputs * form.GroupChannels;
        int[] first = [.. Enumerable.Range(0, blocks).Select(block => FirstChannel(block * Lanes) / 64)];
        int[] last = [.. Enumerable.Range(0, blocks).Select(block => (FirstChannel((block * Lanes) + Lanes - 1) + form.GroupChannels - 1) / 64)];
        int words = first.Zip(last, (from, to) => to - from + 1).Max();
        int[] starts = [.. first.Select(start => Math.Min(start, pixelWords - words))];

        Shape shape = new(blocks, form.Window.Taps * words, Lanes, 64);
        var masks = Blocks(shape, (output, word, bit) =>
        {
            int channel = (64 * (starts[output / Lanes] + (word % words))) + bit - FirstChannel(output);
            return output < form.Outputs && channel >= 0 && channel < form.GroupChannels;
        });
        var weights = new BitTensor(masks.Type, [.. masks.Bits.Words.Select(mask => mask & (ulong)random.NextInt64(long.MinValue, long.MaxValue))]);
        return (new(weights), masks, new(Tensor.Of(new Shape(blocks), ImmutableArray.Create(starts))));
    }

    /// <summary>Weights in a row for each input, and the row of zeros.</summary>
    public Constant InRows(int inputs, int outputs) =>
        new(BitTensor.FromPredicate(new(inputs + 1, outputs), i => i < inputs * outputs && random.Next(2) == 1));

    /// <summary>
    /// Any limits on the sums of some rows of weights as planes, of bits half of the time with those of the complement behind them.
    /// </summary>
    public Constant SlicedLimits(Op input, Constant weights)
    {
        int inputs = input.Type.Shape.ElementCount, outputs = weights.Type.Shape.Last, greatest = SlicedWeights.GreatestTotal(input);
        int[] limits = [.. Enumerable.Range(0, outputs).Select(_ => random.Next((2 * greatest) + 2))];
        int Ones(int n) => Enumerable.Range(0, inputs).Count(k => weights.Bits.IsSet((k * outputs) + n));
        int[] complements = [.. limits.Select((limit, n) => Math.Clamp((2 * Ones(n)) + greatest + 1 - limit, 0, (2 * greatest) + 1))];
        int[][] halves = input.Type.Element == ElementType.Bit && random.Next(2) == 0 ? [limits, complements] : [limits];
        int planes = SlicedPlanes.Of(greatest) + 1;
        return new(BitTensor.FromPredicate(
            new(halves.Length * planes, outputs), i => ((halves[i / outputs / planes][i % outputs] >> (i / outputs % planes)) & 1) != 0));
    }

    private static Constant Blocks(Shape shape, Func<int, int, int, bool> isSet) => new(BitTensor.FromPredicate(shape, i =>
    {
        int bit = i % 64, lane = i / 64 % Lanes, word = i / 64 / Lanes % shape[1], block = i / 64 / Lanes / shape[1];
        return isSet((block * Lanes) + lane, word, bit);
    }));
}

/// <summary>Shapes of constants.</summary>
internal static class ConstantShapes
{
    /// <summary>The same elements in one row without a leading axis.</summary>
    public static Constant Flat(this Constant constant) => new(constant.Value.Reshape(new(constant.Type.Shape.ElementCount)));
}
