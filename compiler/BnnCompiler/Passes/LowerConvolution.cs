// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A convolution with weights b_n * (+1 or -1) becomes one of signs: exact sums of bits if its input is bits, of integers if it is made of
/// pixels, of floats if it reads real numbers that come straight from the input. Zero padding adds nothing to a sum; a frame of +1 or -1
/// adds a constant, by position. Other weights on numbers stay a float layer; on bits they are refused, as weights that lost their sign.
/// </summary>
internal sealed class LowerConvolution : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "convolutions with weights +-s become convolutions of signs";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not Conv conv)
            return null;
        BinaryLayer.RefuseLargerThanKernelsReach(conv, conv.Outputs, conv.FanIn);
        var framed = FramedInput.Of(conv);
        if (BinaryTensor.Of(framed.Image) is { } binary)
            return OnBits(conv, framed, binary, log);
        if (BinaryWeights.TryOf(conv.Weights) is not { } weights)
            return null;
        var scales = BinaryLayer.Factors(weights, 1, conv);
        if (framed.Value == 0 && IntegerSums(framed, weights.Signs, conv) is { } sums)
            return BinaryLayer.Rescaled(sums, scales, conv, log);
        if (BinaryLayer.ReadsALayer(conv.Input))
            throw BinaryLayer.Refusal(conv, conv.Input);
        return BinaryLayer.Rescaled(new BinaryConv(conv.Input, weights.Signs, conv.Window, conv.Groups).NamedAs(conv), scales, conv, log);
    }

    private static Op OnBits(Conv conv, FramedInput framed, BinaryTensor binary, DiagnosticLog log)
    {
        var weights = BinaryWeights.Of(conv, conv.Weights);
        float scale = BinaryLayer.InputScale(binary, conv);
        Op sums = new BinaryConv(binary.Bits, weights.Signs, framed.Window, conv.Groups).NamedAs(conv);
        if (framed.Value != 0)
        {
            if (Math.Abs(framed.Value) != Math.Abs(scale))
            {
                throw DiagnosticCatalog.ActivationsNotBinary.Error(conv.Origin,
                    $"this convolution reads activations of size {NumberText.Of(Math.Abs(scale))} in a frame of {NumberText.Of(framed.Value)}; "
                    + "expected a frame of 0 or of an activation's size. Change the value of the Pad in front of it");
            }

            var frame = framed.SignedCounts((BinaryConv)sums, insideFrame: true);
            bool isNegative = framed.Value != scale;
            sums = new Add(sums, new Constant(isNegative ? Negated(frame) : frame)).Named(conv.Name + "_frame", conv.Origin);
        }

        return BinaryLayer.Rescaled(new ToFloat(sums), BinaryLayer.Factors(weights, scale, conv), conv, log);
    }

    /// <summary>Sums over pixels, as the floats of the source; null if the input is not made of pixels.</summary>
    private static Op? IntegerSums(FramedInput framed, Constant signs, Conv conv)
    {
        BinaryConv Over(Op input)
        {
            BinaryLayer.RefuseLargerThanKernelsReach(conv, conv.Outputs, conv.FanIn, input.Type.Element);
            return (BinaryConv)new BinaryConv(input, signs, framed.Window, conv.Groups).NamedAs(conv);
        }

        var map = PixelMap.Of(framed.Image);
        if (map is { Scale: 1, Offset: 0 })
            return new ToFloat(Over(map.Pixels));

        // With an offset, padded pixels are no pixels: steps of 0 are, so they come first; they cost a table look-up.
        if (map is null || (map.Offset != 0 && framed.Window.IsPadded))
        {
            if (PixelSteps.Of(framed.Image) is { } steps)
                return steps.Restore(Over(steps.ToLookup()));
        }

        if (map is null)
            return null;
        var sums = Over(map.Pixels);

        // Without an offset the weights' sums count for nothing, and the function stays the same for all pixels.
        var weightSums = map.Offset == 0 ? Tensor.Of(new Shape(1), 0) : framed.SignedCounts(sums, insideFrame: false);
        return new Affine(sums, new Constant(weightSums), map.Scale, map.Offset);
    }

    private static Tensor<int> Negated(Tensor<int> values) => Tensor.Of(values.Type.Shape, [.. values.Values.Select(value => -value)]);
}
