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
/// <param name="behind">The threshold, or quantizer; null for the sums themselves.</param>
internal sealed class Layer(Op op, Op? behind)
{
    private readonly Lazy<ConvolutionLimits?> _limits = new(() =>
        behind is Threshold threshold ? ConvolutionLimits.Of((BinaryConv)op, threshold) : null);

    /// <summary>The canonical op of the sums.</summary>
    public Op Op => op;

    /// <summary>The threshold or quantizer that is computed with them; null for the sums themselves.</summary>
    public Op? Behind => behind;

    /// <summary>The threshold that is computed with them; null for the sums themselves, or a quantizer.</summary>
    public Threshold? Threshold => behind as Threshold;

    /// <summary>The outputs; a layer with fewer of them only knows what it costs.</summary>
    public int Outputs { get; init; } = op.Type.Shape.Channels;

    /// <summary>Whether an op is a layer, which needs a kernel.</summary>
    public static bool IsLayer(Op op) => op is BinaryDense or IntegerDense or FloatDense or BinaryConv or IntegerConv or Conv;

    /// <summary>
    /// Whether one kernel could compute a layer and the threshold or quantizer behind it. Of a threshold one comparison per output is all there is
    /// between, and the weights of an output of a convolution can be negated only for all pixels.
    /// </summary>
    public static bool IsFusable(Op layer, Op behind) => behind is not Threshold threshold
        || (threshold.Limits.Type.Shape[0] == 1 && layer switch
        {
            BinaryDense or IntegerDense => true,
            ConvolutionOp { Groups: 1, Type.Element: ElementType.Int32 } conv => threshold.Rules <= conv.Outputs
                || Enumerable.Range(0, threshold.Rules).All(rule =>
                    threshold.Flips.Bits.IsSet(rule) == threshold.Flips.Bits.IsSet(rule % conv.Outputs)),
            _ => false,
        });

    /// <summary>
    /// The least sum by output of a dense layer and its threshold, under weights negated where <see cref="IsNegated"/>, that gives +1.
    /// </summary>
    public ImmutableArray<long> LeastSums() => [.. ThresholdRules.Of(Threshold!, Outputs).Select(LeastSum.Of)];

    /// <summary>
    /// The least sums of a convolution and its threshold, by kind of pixel; null if there are many more kinds than a kernel distinguishes.
    /// </summary>
    public ConvolutionLimits? Limits => _limits.Value;

    /// <summary>Whether the weights of an output are negated, since its rule fires downwards.</summary>
    public bool IsNegated(int output) => Threshold is { } threshold && threshold.Flips.Bits.IsSet(output % threshold.Rules);
}
