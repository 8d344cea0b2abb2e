// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Convolutions;

/// <summary>
/// The least sums of a convolution and its threshold that give +1, by kind of pixel: pixels are alike whose taps on the image and whose limits are.
/// What a kernel compares, and so what it packs, is another form of them.
/// </summary>
internal sealed class ConvolutionLimits
{
    private readonly ImmutableArray<long> _least;
    private readonly int _width, _outputs;

    private ConvolutionLimits(PixelKinds kinds, ImmutableArray<long> least, Shape result) =>
        (Kinds, _least, _width, _outputs) = (kinds, least, result[2], result[3]);

    /// <summary>The kinds of pixels.</summary>
    public PixelKinds Kinds { get; }

    /// <summary>
    /// The limits of <paramref name="threshold"/> on the sums of <paramref name="conv"/>; null if there are many more kinds of pixels than a kernel
    /// distinguishes.
    /// </summary>
    public static ConvolutionLimits? Of(BinaryConv conv, Threshold threshold)
    {
        var result = conv.Type.Shape;
        int height = result[1], width = result[2], outputs = result[3];
        ImmutableArray<long> least = [.. ThresholdRules.Of(threshold, threshold.Rules).Select(LeastSum.Of)];
        bool AreEqual(int pixel, int other) =>
            least.AsSpan().Slice(pixel * outputs, outputs).SequenceEqual(least.AsSpan().Slice(other * outputs, outputs));
        var kinds = PixelKinds.ByTaps(conv);
        if (least.Length > outputs)
        {
            kinds = kinds?.Among(
                (i, first) => Enumerable.Range(0, width).All(j => AreEqual((i * width) + j, (first * width) + j)),
                (j, first) => Enumerable.Range(0, height).All(i => AreEqual((i * width) + j, (i * width) + first)));
        }

        return kinds is null ? null : new(kinds, least, result);
    }

    /// <summary>The least sums of all outputs at a kind of pixel, under weights negated where a rule fires downwards.</summary>
    public long[] Least(int kind)
    {
        var (row, column) = Kinds.First(kind);
        int first = ((row * _width) + column) * _outputs;
        return [.. Enumerable.Range(first, _outputs).Select(element => _least[element % _least.Length])];
    }
}
