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
/// <param name="countsCodes">Whether kernels count layers on codes.</param>
internal sealed class LowerConvolution(bool countsCodes = false) : RewriteRule
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
        if (BinaryTensor.Of(framed.Image) is { } binary
            && (binaryWeights is null || framed.Value == 0 || Math.Abs(framed.Value) == Math.Abs(BinaryLayer.InputScale(binary, conv))))
        {
            return OnBits(conv, framed, binary, log);
        }

        if (binaryWeights is not { } weights)
            return null;
        var scales = BinaryLayer.Factors(weights, 1, conv);
        if (OnCodes(conv, framed, AffineCode.Of(framed.Image), weights.Signs, conv.FanIn, scales, log) is { } onCodes)
            return onCodes;
        if (SumsOfPooledBits(framed, weights.Signs, conv) is { } sums)
            return BinaryLayer.Rescaled(sums, scales, conv, log);
        if (BinaryLayer.ReadsALayer(conv.Input))
            throw BinaryLayer.Refusal(conv, conv.Input);
        FloatPixels.Report(conv, framed.Image, log);
        return BinaryLayer.Rescaled(new BinaryConv(conv.Input, weights.Signs, conv.Window, conv.Groups).NamedAs(conv), scales, conv, log);
    }

    private static Op OnBits(Conv conv, FramedInput framed, BinaryTensor binary, DiagnosticLog log)
    {
        float scale = BinaryLayer.InputScale(binary, conv);
        var weights = BinaryWeights.Of(conv, conv.Weights).ForBitsTimes(scale);
        var sums = (BinaryConv)new BinaryConv(binary.Bits, weights.Signs, framed.Window, conv.Groups).NamedAs(conv);
        var framedSums = framed.WithFrame(sums, framed.Value == scale ? 1 : -1);
        return BinaryLayer.Rescaled(new ToFloat(framedSums), BinaryLayer.Factors(weights, Math.Abs(scale), conv), conv, log);
    }

    private static Op? SumsOfPooledBits(FramedInput framed, Constant signs, Conv conv) =>
        framed.Value == 0 && PooledBits.Of(framed.Image) is { } pooled && pooled.Sums(conv, signs, framed.Window, conv.Groups) is { } sums
            ? BinaryLayer.InSteps(sums, pooled.Scale)
            : null;

    /// <summary>Small integers as weights, on codes or on the steps of an input quantizer; null on anything else.</summary>
    private Op? OfIntegers(Conv conv, FramedInput framed, IntegerWeights weights, DiagnosticLog log)
    {
        BinaryLayer.RefuseSumsBeyond32Bits(conv, weights, PixelSteps.Of(framed.Image) is null ? ElementType.UInt8 : ElementType.Int16);
        var factors = BinaryLayer.Factors(weights.Scales, 1, conv);
        var known = AffineCode.Of(framed.Image);
        bool isReadAsItIs = known is not null
            && (known.AreCounted(countsCodes, BinaryLayer.Convolution(known.Codes, weights.Integers, framed.Window, conv.Groups))
                || PlaneSums.Pays(known, weights.Integers));
        var code = isReadAsItIs ? known : BinaryLayer.CodesOf(framed.Image, log);
        return OnCodes(conv, framed, code, weights.Integers, weights.GreatestSum, factors, log);
    }

    /// <summary>Sums over codes or pixels, as the floats of the source; null if the input, or a frame around it, is not made of such.</summary>
    private Op? OnCodes(
        Conv conv, FramedInput framed, AffineCode? code, Constant weights, long weightSum, ImmutableArray<float> factors, DiagnosticLog log)
    {
        // With an offset, zeros around pixels are no pixels: steps of 0 are, so they come first; they cost a table look-up, which codes are not
        // worth.
        bool isOffZero = code is { Offset: not 0 } && framed.HasZeros && !code.IsOfCodes;
        if ((code is null || isOffZero) && PixelSteps.Of(framed.Image) is { } steps)
        {
            int? step = framed.Value == 0 ? 0 : framed.FramePixel() is { } pixel ? steps.Table[pixel] : null;
            var inSteps = Over(steps.ToLookup());
            var stepped = BinaryLayer.InSteps(framed.WithFrame(inSteps, step ?? 0), steps.Scale);
            return BinaryLayer.Rescaled(step is null ? Framed(stepped, inSteps) : stepped, factors, conv, log);
        }

        if (code is null)
            return null;
        // The bytes of bits are read by nobody where planes are summed.
        var sums = Over(code.Codes);
        bool areCounted = code.AreCounted(countsCodes, sums);
        if (!areCounted && weights.Type.Element != ElementType.Bit)
            sums = Over(code.AsBytes().Codes);
        var planes = areCounted
            ? null
            : PlaneSums.Of(code, weights, conv.Groups, (bits, signs) => new BinaryConv(bits, signs, framed.Window, conv.Groups).NamedAs(conv));
        var map = planes?.Map(code) ?? code;
        int? frame = framed.Value == 0 ? 0 : code.CodeOf(framed.Value) ?? framed.FramePixel();

        // Without an offset the weights' sums count for nothing, and the function stays the same for all elements.
        var weightSums = map.Offset == 0 ? Tensor.Of(new Shape(1), 0) : frame is null ? framed.WeightSumsOnImage(sums) : framed.WeightSums(sums);
        int term = frame is not { } inFrame ? 0 : planes is null ? inFrame : (planes.Divisor * inFrame) - planes.FromWeights;
        var restored = BinaryLayer.Restored(framed.WithFrame(planes?.Sums ?? sums, sums, term), map, weightSums);
        return BinaryLayer.Rescaled(
            frame is null ? Framed(restored, sums) : restored, factors, conv, log, code.SumsAreExact(weightSum, frame is null ? framed.Value : 0));

        // A frame of a value that no code stands for adds as much as that, and the weights, say.
        Op Framed(Op floats, ConvolutionOp onImage) =>
            new Add(floats, new Constant(framed.FrameSums(onImage))).Named(conv.Name + "_framed", conv.Origin);

        ConvolutionOp Over(Op input)
        {
            if (weights.Type.Element == ElementType.Bit)
                BinaryLayer.RefuseLargerThanKernelsReach(conv, conv.Outputs, conv.FanIn, input.Type.Element);
            return (ConvolutionOp)BinaryLayer.Convolution(input, weights, framed.Window, conv.Groups).NamedAs(conv);
        }
    }
}
