// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A convolution with weights b_n * (+1 or -1) becomes one of signs: exact sums of bits if its input is bits, or averages of bits, of integers if it
/// is made of pixels, of floats if it reads real numbers that come straight from the input. Zero padding adds nothing to a sum; a frame of +1 or -1,
/// or of what is the value of a pixel, adds a constant, by position. Other weights on numbers stay a float layer; on bits they are refused, as
/// weights that lost their sign.
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
        var binaryWeights = BinaryWeights.TryOf(conv.Weights);
        if (binaryWeights is null && IntegerWeights.TryOf(conv.Weights) is { } integers && OfIntegers(conv, framed, integers, log) is { } ofIntegers)
            return ofIntegers;
        if (BinaryTensor.Of(framed.Image) is { } binary)
            return OnBits(conv, framed, binary, log);
        if (binaryWeights is not { } weights)
            return null;
        var scales = BinaryLayer.Factors(weights, 1, conv);
        if (OnCodes(conv, framed, AffineCode.Of(framed.Image), weights.Signs, conv.FanIn, scales, log) is { } onCodes)
            return onCodes;
        if (SumsOfPooledBits(framed, weights.Signs, conv) is { } sums)
            return BinaryLayer.Rescaled(sums, scales, conv, log);
        if (BinaryLayer.ReadsALayer(conv.Input))
            throw BinaryLayer.Refusal(conv, conv.Input);
        FloatPixels.Report(conv, framed.Image, framed.Value, log);
        return BinaryLayer.Rescaled(new BinaryConv(conv.Input, weights.Signs, conv.Window, conv.Groups).NamedAs(conv), scales, conv, log);
    }

    private static Op OnBits(Conv conv, FramedInput framed, BinaryTensor binary, DiagnosticLog log)
    {
        float scale = BinaryLayer.InputScale(binary, conv);
        var weights = BinaryWeights.Of(conv, conv.Weights).ForBitsTimes(scale);
        if (framed.Value != 0 && Math.Abs(framed.Value) != Math.Abs(scale))
        {
            throw DiagnosticCatalog.ActivationsNotBinary.Error(conv.Origin,
                $"this convolution reads activations of size {NumberText.Of(Math.Abs(scale))} in a frame of {NumberText.Of(framed.Value)}; "
                + "expected a frame of 0 or of an activation's size. Change the value of the Pad in front of it");
        }

        var sums = (BinaryConv)new BinaryConv(binary.Bits, weights.Signs, framed.Window, conv.Groups).NamedAs(conv);
        var framedSums = framed.WithFrame(sums, framed.Value == scale ? 1 : -1);
        return BinaryLayer.Rescaled(new ToFloat(framedSums), BinaryLayer.Factors(weights, Math.Abs(scale), conv), conv, log);
    }

    private static Op? SumsOfPooledBits(FramedInput framed, Constant signs, Conv conv) =>
        framed.Value == 0 && PooledBits.Of(framed.Image) is { } pooled && pooled.Sums(conv, signs, framed.Window, conv.Groups) is { } sums
            ? BinaryLayer.InSteps(sums, pooled.Scale)
            : null;

    /// <summary>Small integers as weights, on codes or on the steps of an input quantizer; null on anything else.</summary>
    private static Op? OfIntegers(Conv conv, FramedInput framed, IntegerWeights weights, DiagnosticLog log)
    {
        BinaryLayer.RefuseSumsBeyond32Bits(conv, weights, PixelSteps.Of(framed.Image) is null ? ElementType.UInt8 : ElementType.Int16);
        var factors = BinaryLayer.Factors(weights.Scales, 1, conv);
        return OnCodes(conv, framed, BinaryLayer.CodesOf(framed.Image, log), weights.Integers, weights.GreatestSum, factors, log);
    }

    /// <summary>Sums over codes or pixels, as the floats of the source; null if the input, or a frame around it, is not made of such.</summary>
    private static Op? OnCodes(
        Conv conv, FramedInput framed, AffineCode? code, Constant weights, long weightSum, ImmutableArray<float> factors, DiagnosticLog log)
    {
        // With an offset, zeros around pixels are no pixels: steps of 0 are, so they come first; they cost a table look-up, which codes are not
        // worth.
        bool isOffZero = code is { Offset: not 0 } && framed.HasZeros && !AffineCode.IsMadeOfCodes(code.Codes);
        if ((code is null || isOffZero) && PixelSteps.Of(framed.Image) is { } steps
            && (framed.Value == 0 ? 0 : framed.FramePixel()) is { } pixel)
        {
            var inSteps = framed.WithFrame(Over(steps.ToLookup()), steps.Table[pixel]);
            return BinaryLayer.Rescaled(BinaryLayer.InSteps(inSteps, steps.Scale), factors, conv, log);
        }

        if (code is null || (framed.Value == 0 ? 0 : code.CodeOf(framed.Value) ?? framed.FramePixel()) is not { } frame)
            return null;
        var sums = Over(code.Codes);

        // Without an offset the weights' sums count for nothing, and the function stays the same for all elements.
        var weightSums = code.Offset == 0 ? Tensor.Of(new Shape(1), 0) : framed.WeightSums(sums);
        return BinaryLayer.Rescaled(
            BinaryLayer.Restored(framed.WithFrame(sums, frame), code, weightSums), factors, conv, log, code.SumsAreExact(weightSum));

        ConvolutionOp Over(Op input)
        {
            if (weights.Type.Element == ElementType.Bit)
                BinaryLayer.RefuseLargerThanKernelsReach(conv, conv.Outputs, conv.FanIn, input.Type.Element);
            return (ConvolutionOp)BinaryLayer.Convolution(input, weights, framed.Window, conv.Groups).NamedAs(conv);
        }
    }
}
