// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A dense layer with weights b_n * (+1 or -1) becomes a layer of bits: binary if its input is bits, integer if its input is an affine map of
/// pixels, float if it reads real numbers that come straight from the input. The scales are multiplied back onto the sums. Other layers on
/// numbers, float ones and such on an input quantizer, become 1x1 convolutions on an image of one pixel.
/// </summary>
internal sealed class LowerDense : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "dense layers with weights +-s become layers of bits";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not Dense dense)
            return null;
        RefuseLargerThanKernelsReach(dense, ElementType.Bit);
        if (BinaryTensor.Of(dense.Input) is { } binary)
        {
            float scale = BinaryLayer.InputScale(binary, dense);
            var signs = BinaryWeights.Of(dense, dense.Weights).ForBitsTimes(scale);
            var factors = BinaryLayer.Factors(signs, Math.Abs(scale), dense);
            return BinaryLayer.Rescaled(new ToFloat(new BinaryDense(binary.Bits, signs.Signs).NamedAs(dense)), factors, dense, log);
        }

        if (BinaryWeights.TryOf(dense.Weights) is not { } weights)
            return OnOnePixel(dense, dense.Input, dense.Weights, (pixel, kernel) => new Conv(pixel, kernel, Window.Of(1, 1), 1));
        var scales = BinaryLayer.Factors(weights, 1, dense);
        if (PixelMap.Of(dense.Input) is { } map)
        {
            RefuseLargerThanKernelsReach(dense, ElementType.UInt8);
            return BinaryLayer.Rescaled(Restored(new IntegerDense(map.Pixels, weights.Signs), map, dense), scales, dense, log);
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
        FloatPixels.Report(dense, dense.Input, 0, log);
        return BinaryLayer.Rescaled(new FloatDense(dense.Input, weights.Signs).NamedAs(dense), scales, dense, log);
    }

    private static void RefuseLargerThanKernelsReach(Dense dense, ElementType terms) =>
        BinaryLayer.RefuseLargerThanKernelsReach(dense, dense.Weights.Type.Shape[0], dense.Weights.Type.Shape[1], terms);

    /// <summary>The float32 sums that the source network would have had, from the sums over pixels.</summary>
    private static Op Restored(IntegerDense sums, PixelMap map, Dense dense)
    {
        var named = sums.NamedAs(dense);
        if (map is { Scale: 1, Offset: 0 })
            return new ToFloat(named);
        var weightSums = Enumerable.Range(0, sums.Type.Shape.Channels)
            .Select(n => (2 * sums.Weights.Bits.CountSet(n)) - sums.FanIn);
        return new Affine(named, new Constant(Tensor.Of(new(sums.Type.Shape.Channels), [.. weightSums])), map.Scale, map.Offset);
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
