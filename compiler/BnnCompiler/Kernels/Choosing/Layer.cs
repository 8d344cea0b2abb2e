// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Choosing;

/// <summary>
/// A layer as kernels are asked about it: its sums and, where that alone reads them and compares each once, the threshold behind it.
/// </summary>
/// <param name="op">The canonical op of the sums.</param>
/// <param name="threshold">The threshold; null for the sums themselves.</param>
internal sealed class Layer(Op op, Threshold? threshold)
{
    private readonly Lazy<ConvolutionLimits?> _limits = new(() => threshold is null ? null : ConvolutionLimits.Of((BinaryConv)op, threshold));

    /// <summary>The canonical op of the sums.</summary>
    public Op Op => op;

    /// <summary>The threshold that is computed with them; null for the sums themselves.</summary>
    public Threshold? Threshold => threshold;

    /// <summary>The outputs; a layer with fewer of them only knows what it costs.</summary>
    public int Outputs { get; init; } = op.Type.Shape.Channels;

    /// <summary>Whether an op is a layer, which needs a kernel.</summary>
    public static bool IsLayer(Op op) => op is BinaryDense or IntegerDense or FloatDense or BinaryConv or IntegerConv or Conv;

    /// <summary>
    /// Whether one kernel could compute a layer and <paramref name="threshold"/>: one comparison per output is all there is between. The weights of
    /// an output of a convolution can be negated only for all pixels.
    /// </summary>
    public static bool IsFusable(Threshold threshold) => threshold.Limits.Type.Shape[0] == 1 && threshold.Input switch
    {
        BinaryDense or IntegerDense => true,
        BinaryConv { Groups: 1, Type.Element: ElementType.Int32 } conv => threshold.Rules <= conv.Outputs
            || Enumerable.Range(0, threshold.Rules).All(rule => threshold.Flips.Bits.IsSet(rule) == threshold.Flips.Bits.IsSet(rule % conv.Outputs)),
        _ => false,
    };

    /// <summary>
    /// The least sum by output of a dense layer and its threshold, under weights negated where <see cref="IsNegated"/>, that gives +1.
    /// </summary>
    public ImmutableArray<long> LeastSums() => [.. ThresholdRules.Of(threshold!, Outputs).Select(LeastSum.Of)];

    /// <summary>
    /// The least sums of a convolution and its threshold, by kind of pixel; null if there are many more kinds than a kernel distinguishes.
    /// </summary>
    public ConvolutionLimits? Limits => _limits.Value;

    /// <summary>Whether the weights of an output are negated, since its rule fires downwards.</summary>
    public bool IsNegated(int output) => threshold is not null && threshold.Flips.Bits.IsSet(output % threshold.Rules);
}
