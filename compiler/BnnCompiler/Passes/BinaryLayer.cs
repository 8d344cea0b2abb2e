// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>What lowering a dense layer and lowering a convolution have in common: scales, and what cannot be lowered.</summary>
internal static class BinaryLayer
{
    /// <summary>What each output's integer sum is multiplied with: the scale of its weights times that of the activations.</summary>
    public static ImmutableArray<float> Factors(BinaryWeights weights, float inputScale, Op layer) => Factors(weights.Scales, inputScale, layer);

    /// <inheritdoc cref="Factors(BinaryWeights, float, Op)"/>
    public static ImmutableArray<float> Factors(ImmutableArray<float> weightScales, float inputScale, Op layer)
    {
        var factors = weightScales.Select(scale => scale * inputScale).ToImmutableArray();
        return factors.Any(factor => float.IsNaN(factor) || float.IsInfinity(factor) || factor == 0)
            ? throw DiagnosticCatalog.ActivationsNotBinary.Error(layer.Origin,
                $"the scale of the activations, {NumberText.Of(inputScale)}, times that of the weights is 0 or not finite; "
                + "expected a finite scale other than 0")
            : factors;
    }

    /// <summary>The one scale of all activations.</summary>
    public static float InputScale(BinaryTensor input, Op layer) =>
        input.UniformScale() ?? throw DiagnosticCatalog.ScaledPerFeature.Error(layer.Origin,
            "the binary activations of this layer have different scales for different features; a sum of them is no integer. "
            + "Expected one scale for all; fold the scales into the weights' training, or use one per layer");

    /// <summary>The float32 sums of the source, from integer sums of steps of <paramref name="scale"/>; scaling by a power of two is exact.</summary>
    public static Op InSteps(Op sums, double scale)
    {
        float factor = (float)scale;
        if (factor != scale || !IsPowerOfTwo(factor))
            return new Affine(sums, new Constant(Tensor.Of(new(1), 0)), scale, 0);
        return factor == 1 ? new ToFloat(sums) : new Multiply(new ToFloat(sums), new Constant(Tensor.Of(new(1), factor)));
    }

    /// <summary>The sums as the source network's floats: scaled, under the layer's name, with a note where float32 would round more often.</summary>
    public static Op Rescaled(Op sums, ImmutableArray<float> factors, Op layer, DiagnosticLog log, bool isExact = false)
    {
        if ((sums is Affine or Add && !isExact) || !factors.All(IsPowerOfTwo) || !IsExactInFloat32(sums))
        {
            log.Report(DiagnosticCatalog.RoundedOnce.At(layer.Origin,
                "the sums of this layer are exact integers, scaled and rounded once; float32 would scale and round every term, "
                + "so scores can differ in their last digits from those of a tool that does"));
        }
        var named = sums.Name.Length > 0 ? sums : sums.Named(layer.Name + "_float", layer.Origin);
        if (factors.All(factor => factor == 1))
            return named;
        var shape = factors.All(factor => factor == factors[0]) ? new Shape(1) : new Shape(factors.Length);
        var scales = new Constant(Tensor.Of(shape, [.. factors.Take(shape.ElementCount)]));
        return new Multiply(named, scales).Named(layer.Name + "_scaled", layer.Origin);
    }

    /// <summary>What small integers as weights can be multiplied with, as bytes; null where <paramref name="input"/> is no codes.</summary>
    public static AffineCode? CodesOf(Op input, DiagnosticLog log)
    {
        var known = AffineCode.Of(input);
        if (known is null && PixelSteps.OfPixels(input) is null && QuantizeActivation.OnDemand(input, log) is { } coded)
            known = AffineCode.Of(coded);
        return known?.AsBytes();
    }

    /// <summary>Sums of products with small integers have to fit an int32.</summary>
    public static void RefuseSumsBeyond32Bits(Op layer, IntegerWeights weights, ElementType terms)
    {
        if (weights.GreatestSum * Greatest(terms) > int.MaxValue)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(layer.Origin,
                $"the integer weights of an output of this layer add up to {NumberText.Of(weights.GreatestSum)}, without their signs; "
                + $"expected at most {NumberText.Of(int.MaxValue / Greatest(terms))}, so that sums fit 32 bits. Split the layer");
        }
    }

    /// <summary>The layer of small integers, or of signs, as a convolution.</summary>
    public static ConvolutionOp Convolution(Op input, Constant weights, Window window, int groups) => weights.Type.Element == ElementType.Int8
        ? new IntegerConv(input, weights, window, groups)
        : new BinaryConv(input, weights, window, groups);

    /// <summary>The sum of a row of weights, of small integers or of signs.</summary>
    public static int WeightSum(Constant weights, int row)
    {
        int length = weights.Type.Shape.Last;
        if (weights.Value is BitTensor bits)
            return (2 * bits.CountSet(row)) - length;
        int sum = 0;
        foreach (sbyte weight in ((Tensor<sbyte>)weights.Value).Values.AsSpan(row * length, length))
            sum += weight;
        return sum;
    }

    /// <summary>The float32 sums of the source, from the integer sums over codes.</summary>
    /// <param name="sums">int32.</param>
    /// <param name="code">What the codes stand for.</param>
    /// <param name="weightSums">The sum of an output's weights, by channel or by element.</param>
    public static Op Restored(Op sums, AffineCode code, Tensor<int> weightSums) =>
        code is { Scale: 1, Offset: 0 } ? new ToFloat(sums) : new Affine(sums, new Constant(weightSums), code.Scale, code.Offset);

    /// <summary>Whether float32 holds every sum of the layer; beyond 2^24 it rounds partial sums.</summary>
    private static bool IsExactInFloat32(Op sums)
    {
        const int Exact = 1 << 24;
        return PointwiseRegion.EndingIn(sums) is not { Leaves: [var integers] }
            || Enumerable.Range(0, integers.Type.Shape.Channels)
                .All(channel => IntegerRange.Of(integers, channel) is not { } range || (range.Least >= -Exact && range.Greatest <= Exact));
    }

    /// <summary>Kernels pad weights to words and blocks, and sums have to fit an int32.</summary>
    /// <param name="layer">The layer, for its origin.</param>
    /// <param name="outputs">N.</param>
    /// <param name="fanIn">K.</param>
    /// <param name="terms">What the sums are made of, once that is known; sums of floats have no limit.</param>
    public static void RefuseLargerThanKernelsReach(Op layer, long outputs, long fanIn, ElementType terms = ElementType.Bit)
    {
        if (!IsInReachOfKernels(outputs, fanIn, terms))
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(layer.Origin,
                $"the layer has {NumberText.Of(outputs)} outputs of {NumberText.Of(fanIn)} inputs; "
                + $"expected at most {NumberText.Of(Shape.MaxElements)} weights, padded, "
                + $"and {NumberText.Of(int.MaxValue / Greatest(terms))} inputs. Split the layer");
        }
    }

    /// <summary>
    /// Whether kernels hold the weights and sums of a layer; the parameters are those of <see cref="RefuseLargerThanKernelsReach"/>.
    /// </summary>
    public static bool IsInReachOfKernels(long outputs, long fanIn, ElementType terms) =>
        (outputs + InterleavedWeights.Lanes) * (fanIn + 64) <= Shape.MaxElements && fanIn <= int.MaxValue / Greatest(terms);

    private static int Greatest(ElementType terms) => terms switch
    {
        ElementType.UInt8 => byte.MaxValue,
        ElementType.Int16 => -short.MinValue,
        _ => 1,
    };

    /// <summary>Whether a tensor was computed by a layer, so that float values in it mean a lost sign and not a real-valued input.</summary>
    public static bool ReadsALayer(Op op) => Predecessors.Of(op).Any(read => read is BinaryDense or IntegerDense or FloatDense or ConvolutionOp);

    /// <summary>Binary weights on numbers that a layer computed.</summary>
    public static DiagnosticException Refusal(Op layer, Op input)
    {
        var region = PointwiseRegion.EndingIn(input);
        if (region?.Steps.LastOrDefault(step => step is Sign { Zero: 0 }) is { } ternary)
        {
            return DiagnosticCatalog.TernarySign.Error(ternary.Origin,
                "this sign is 0 at 0, and 0 is a sum that can occur, so the activations have three values, which are no whole steps apart in all "
                + "channels; expected one scale. "
                + "Say what zero becomes with --sign-zero plus (or minus), or export x >= 0 ? 1 : -1");
        }

        return OtherActivations.Refusal(layer, input);
    }

    /// <summary>Multiplying with it is exact, so it makes no difference whether terms or their sum are scaled.</summary>
    public static bool IsPowerOfTwo(float factor)
    {
        const int MantissaBits = 0x7FFFFF;
        return (BitConverter.ToInt32(BitConverter.GetBytes(factor), 0) & MantissaBits) == 0;
    }
}
