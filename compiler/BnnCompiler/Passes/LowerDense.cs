// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A dense layer with weights b_n * (+1 or -1) becomes a layer of bits: binary if its input is bits, integer if its input is an affine map of
/// codes or pixels, float if it reads real numbers that come straight from the input. One with small integers as weights becomes a layer of
/// integers. The scales are multiplied back onto the sums. Other layers on numbers, float ones and such on an input quantizer, become 1x1
/// convolutions on an image of one pixel.
/// </summary>
/// <param name="countsCodes">Whether kernels count layers on codes.</param>
internal sealed class LowerDense(bool countsCodes = false) : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "dense layers with weights +-s become layers of bits";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not Dense dense)
            return null;
        RefuseLargerThanKernelsReach(dense, ElementType.Bit);
        var binaryWeights = BinaryWeights.TryOf(dense.Weights);
        if (binaryWeights is null && IntegerWeights.TryOf(dense.Weights) is { } integerWeights
            && OfIntegers(dense, integerWeights, log) is { } ofIntegers)
        {
            return ofIntegers;
        }

        if (BinaryTensor.Of(dense.Input) is { } binary)
        {
            float scale = BinaryLayer.InputScale(binary, dense);
            var signs = BinaryWeights.Of(dense, dense.Weights).ForBitsTimes(scale);
            var factors = BinaryLayer.Factors(signs, Math.Abs(scale), dense);
            return BinaryLayer.Rescaled(new ToFloat(new BinaryDense(binary.Bits, signs.Signs).NamedAs(dense)), factors, dense, log);
        }

        if (binaryWeights is not { } weights)
            return OnOnePixel(dense, dense.Input, dense.Weights, (pixel, kernel) => new Conv(pixel, kernel, Window.Of(1, 1), 1));
        var scales = BinaryLayer.Factors(weights, 1, dense);
        if (AffineCode.Of(dense.Input) is { } code)
        {
            RefuseLargerThanKernelsReach(dense, code.Codes.Type.Element);
            Op sums = code.Codes.Type.Element == ElementType.Bit
                ? new BinaryDense(code.Codes, weights.Signs)
                : new IntegerDense(code.Codes, weights.Signs);
            if (!code.AreCounted(countsCodes, sums) && OnPlanes(dense, code, weights.Signs) is { } onPlanes)
                return BinaryLayer.Rescaled(onPlanes, scales, dense, log, code.SumsAreExact(dense.Weights.Type.Shape[1]));
            var restored = BinaryLayer.Restored(sums.NamedAs(dense), code, WeightSums(weights.Signs));
            return BinaryLayer.Rescaled(restored, scales, dense, log, code.SumsAreExact(dense.Weights.Type.Shape[1]));
        }

        if (PixelSteps.Of(dense.Input) is { } steps)
        {
            RefuseLargerThanKernelsReach(dense, ElementType.Int16);
            var sums = OnOnePixel(dense, steps.ToLookup(), weights.Signs, (pixel, kernel) => new BinaryConv(pixel, kernel, Window.Of(1, 1), 1));
            return BinaryLayer.Rescaled(BinaryLayer.InSteps(sums, steps.Scale), scales, dense, log);
        }

        if (dense.Input is Reshape { Input: { Type.Shape.Rank: 4 } image } && PooledBits.Of(image) is { } pooled
            && OnPooledBits(dense, weights.Signs, pooled) is { } pooledSums)
        {
            return BinaryLayer.Rescaled(BinaryLayer.InSteps(pooledSums, pooled.Scale), scales, dense, log);
        }

        if (BinaryLayer.ReadsALayer(dense.Input))
            throw BinaryLayer.Refusal(dense, dense.Input);
        FloatPixels.Report(dense, dense.Input, log);
        return BinaryLayer.Rescaled(new FloatDense(dense.Input, weights.Signs).NamedAs(dense), scales, dense, log);
    }

    private static void RefuseLargerThanKernelsReach(Dense dense, ElementType terms) =>
        BinaryLayer.RefuseLargerThanKernelsReach(dense, dense.Weights.Type.Shape[0], dense.Weights.Type.Shape[1], terms);

    /// <summary>Small integers as weights, on codes or on the steps of an input quantizer; null on anything else.</summary>
    private Op? OfIntegers(Dense dense, IntegerWeights weights, DiagnosticLog log)
    {
        var factors = BinaryLayer.Factors(weights.Scales, 1, dense);
        Reshape Sums(Op input) => OnOnePixel(dense, input, weights.Integers, (pixel, kernel) => new IntegerConv(pixel, kernel, Window.Of(1, 1), 1));
        var known = AffineCode.Of(dense.Input);
        bool areCounted = known is not null && known.AreCounted(countsCodes, Sums(known.Codes).Input);
        if (known is not null && !areCounted && OnPlanes(dense, known, weights.Integers) is { } onPlanes)
            return BinaryLayer.Rescaled(onPlanes, factors, dense, log, known.SumsAreExact(weights.GreatestSum));
        if ((areCounted ? known : BinaryLayer.CodesOf(dense.Input, log)) is { } code)
        {
            BinaryLayer.RefuseSumsBeyond32Bits(dense, weights, code.Codes.Type.Element);
            var restored = BinaryLayer.Restored(Sums(code.Codes), code, WeightSums(weights.Integers));
            return BinaryLayer.Rescaled(restored, factors, dense, log, code.SumsAreExact(weights.GreatestSum));
        }

        if (PixelSteps.Of(dense.Input) is not { } steps)
            return null;
        BinaryLayer.RefuseSumsBeyond32Bits(dense, weights, ElementType.Int16);
        return BinaryLayer.Rescaled(BinaryLayer.InSteps(Sums(steps.ToLookup()), steps.Scale), factors, dense, log);
    }

    /// <summary>The layer on the planes of few bits; null where bytes are summed faster.</summary>
    private static Op? OnPlanes(Dense dense, AffineCode code, Constant weights) =>
        PlaneSums.Of(code, weights, 1, (bits, signs) => new BinaryDense(bits, signs).NamedAs(dense)) is { } planes
            ? BinaryLayer.Restored(planes.Sums, planes.Map(code), WeightSums(weights))
            : null;

    private static Tensor<int> WeightSums(Constant weights)
    {
        int outputs = weights.Type.Shape[0];
        return Tensor.Of(new(outputs), [.. Enumerable.Range(0, outputs).Select(n => BinaryLayer.WeightSum(weights, n))]);
    }

    /// <summary>The layer as a convolution whose kernel is as large as the image.</summary>
    private static Reshape? OnPooledBits(Dense dense, Constant signs, PooledBits pooled)
    {
        var image = pooled.Pool.Type.Shape;
        var kernel = (Constant)new Constant(signs.Value.Reshape(new(signs.Type.Shape[0], image[1], image[2], image[3]))).NamedAs(signs);
        return pooled.Sums(dense, kernel, Window.Of(image[1], image[2]), 1) is { } sums ? new(sums, dense.Type.Shape) : null;
    }

    /// <summary>The layer on an image of one pixel that has the features as channels.</summary>
    private static Reshape OnOnePixel(Dense dense, Op features, Constant weights, Func<Op, Op, Op> layer)
    {
        int outputs = dense.Weights.Type.Shape[0], fanIn = dense.Weights.Type.Shape[1];
        var pixel = new Reshape(features, new(1, 1, 1, fanIn)).Named(features.Name, features.Origin);
        var kernel = new Constant(weights.Value.Reshape(new(outputs, 1, 1, fanIn))).NamedAs(weights);
        return new Reshape(layer(pixel, kernel).NamedAs(dense), dense.Type.Shape);
    }
}
