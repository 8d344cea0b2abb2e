// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// What moves, joins or pools numbers +s and -s does so to the bits: the maximum of such numbers is an OR, or an AND where s is negative, and
/// their sum is the sum of +1 and -1 times s. Integers are pooled and added as integers, as long as float32 would be exact.
/// </summary>
internal sealed class KeepBits : RewriteRule
{
    /// <summary>Float32 holds every integer up to this one.</summary>
    private const int ExactInFloat = 1 << 24;

    /// <inheritdoc/>
    public override string Summary => "moves, joins, pools and adds bits and integers instead of floats";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log) => op switch
    {
        Reshape { Input: var input } => OfBits(input, bits => new Reshape(bits, op.Type.Shape), op)
            ?? OfCodes(input, (codes, _) => new Reshape(codes, op.Type.Shape), op),
        Transpose { Input: var input } transpose => OfBits(input, bits => new Transpose(bits, transpose.Order), op)
            ?? OfCodes(input, (codes, _) => new Transpose(codes, transpose.Order), op),
        MaxPool { Input: var input } pool => OfBits(input, (bits, scale) => new BitPool(bits, Everywhere(bits, scale < 0), pool.Window), op)
            ?? OfCodes(input, (codes, scale) => Greatest(codes, scale, pool), op),
        SumPool pool when SummedCodes.Of(pool) is { } sums => sums,
        SumPool { Input: var input } pool => OfBits(input, (bits, scale) => Summed(bits, scale, pool), op)
            ?? OfIntegers(input is ToFloat { Input: { Type.Element: ElementType.Int32 } sums } ? new SumPool(sums, pool.Window) : null, op),
        Concat concat => Joined(concat),
        Add { Left: not Constant, Right: not Constant } add when Integers(add.Left) is { } left && Integers(add.Right) is { } right
            && left.Type.Shape == right.Type.Shape => OfIntegers(new Add(left, right), op),
        _ => null,
    };

    /// <summary>
    /// The sums of bits; null where the numbers are then added as floats: float32 would round sums of scaled bits, and a sum of 0 times a negative
    /// scale would be -0.
    /// </summary>
    private static SumPool? Summed(Op bits, float scale, SumPool pool) =>
        scale > 0 && BinaryLayer.IsPowerOfTwo(scale) && !float.IsInfinity(scale) && pool.Window.Taps <= ExactInFloat ? new(bits, pool.Window) : null;

    /// <summary>
    /// The same function of the codes, which have been moved or pooled. A batch norm, which has a constant for each channel, is spelled otherwise for
    /// another number of them.
    /// </summary>
    private static Op? OfCodes(Op input, Func<Op, double, Op?> build, Op op)
    {
        if (AffineCode.OfCodes(input) is not { } code || ChannelFunction.OfCodes(input) is not { } function
            || build(code.Codes, code.Scale) is not { } codes)
        {
            return null;
        }

        if (op.Type.Shape.Channels == input.Type.Shape.Channels || function.FitsOtherChannels)
            return function.On(codes.Named(op.Name + "_codes", op.Origin)).NamedAs(op);
        double[] integers = code.Range.ToArray();
        return CodeValues.AsFloats(codes, Array.ConvertAll(integers, integer => (int)integer), function.Evaluate(0, integers).Values, op);
    }

    private static Op? Greatest(Op codes, double scale, MaxPool pool) => codes.Type.Element == ElementType.Bit
        ? new BitPool(codes, Everywhere(codes, scale < 0), pool.Window)
        : scale > 0 ? new MaxPool(codes, pool.Window) : null;

    private static Op? OfBits(Op input, Func<Op, Op> build, Op op) => OfBits(input, (bits, _) => build(bits), op);

    private static Op? OfBits(Op input, Func<Op, float, Op?> build, Op op) =>
        input.Type.Element == ElementType.Float32 && BinaryTensor.Of(input) is { } binary && binary.UniformScale() is { } scale
        && build(binary.Bits, scale) is { } result
            ? BinaryTensor.AsFloats(result, scale, op)
            : null;

    private static Op? Joined(Concat concat)
    {
        if (BinaryTensor.Of(concat.Left) is not { } left || BinaryTensor.Of(concat.Right) is not { } right)
            return null;
        return left.UniformScale() is { } scale && scale.Equals(right.UniformScale())
            ? BinaryTensor.AsFloats(new Concat(left.Bits, right.Bits), scale, concat)
            : null;
    }

    /// <summary>The integers that a float tensor holds, if it is made of such; bits of an image as sums of one.</summary>
    private static Op? Integers(Op op) => op switch
    {
        ToFloat { Input: { Type.Element: ElementType.Int32 } sums } => sums,
        ToFloat { Input: { Type.Element: ElementType.Bit, Type.Shape.Rank: 4 } bits } => new SumPool(bits, Window.Of(1, 1)).NamedAs(bits),
        _ => null,
    };

    private static Op? OfIntegers(Op? integers, Op op)
    {
        if (integers is null)
            return null;
        bool isExact = Enumerable.Range(0, op.Type.Shape.Channels)
            .All(channel => IntegerRange.Of(integers, channel) is { Least: >= -ExactInFloat, Greatest: <= ExactInFloat });
        return isExact ? BinaryTensor.AsFloats(integers, 1, op) : null;
    }

    private static Constant Everywhere(Op bits, bool all) => new(BitTensor.FromPredicate(new(bits.Type.Shape.Channels), _ => all));
}
