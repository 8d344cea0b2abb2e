// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Sums of what codes stand for, from exact sums of the codes: those of a window, as of averages, and those of two tensors, as of a
/// shortcut.
/// </summary>
internal static class SummedCodes
{
    /// <summary>The most integers that a tensor is evaluated at.</summary>
    private const int MostIntegers = 1 << 12;

    /// <summary>The sums of a pool of codes; null if it pools something else, or if float32 would round the sums.</summary>
    public static Op? Of(SumPool pool) =>
        BinaryTensor.Of(pool.Input) is null && AffineCode.OfCodes(pool.Input) is { } code && code.SumsAreExact(pool.Window.Taps)
            ? Of(pool, code)
            : null;

    /// <summary>The same where a layer of few-valued weights reads the sums: they are rounded once, which a note says.</summary>
    public static Op? Of(SumPool pool, DiagnosticLog log)
    {
        if (AffineCode.OfCodes(pool.Input) is not { } code)
            return null;
        if (!code.SumsAreExact(pool.Window.Taps))
        {
            log.Report(DiagnosticCatalog.RoundedOnce.At(pool.Origin,
                "the sums of these windows are exact integers, scaled and rounded once; float32 would round every term and sum, "
                + "so scores can differ in their last digits from those of a tool that does"));
        }

        return Of(pool, code);
    }

    /// <summary>
    /// The sum of two tensors of codes, pixels or integers, in steps that both have in common; null if they are something else, or float32 would
    /// round it.
    /// </summary>
    public static Op? Of(Add add, DiagnosticLog log)
    {
        if (add.Left.Type.Shape != add.Right.Type.Shape || LineOf(add.Left, log) is not { } left || LineOf(add.Right, log) is not { } right)
            return null;
        double unit = CommonStep(Math.Abs(left.Scale), Math.Abs(right.Scale)), offset = left.Offset + right.Offset;
        if (unit == 0 || !AreExact(unit, offset, left.Largest + right.Largest))
            return null;
        var terms = new[] { left, right }.Where(term => term.Scale != 0).Select(term => term.InUnits(unit));
        var sum = terms.Aggregate((first, second) => new Add(first, second)).NamedAs(add);
        return new Affine(sum, new Constant(Tensor.Of(new Shape(1), 1)), unit, offset).Named(add.Name + "_float", add.Origin);
    }

    /// <summary>What is on no line, as a quantizer of pixels, is on one of its codes.</summary>
    private static ExactLine? LineOf(Op op, DiagnosticLog log) =>
        ExactLine.Of(op) ?? (QuantizeActivation.OnDemand(op, log) is { } coded ? ExactLine.Of(coded) : null);

    /// <summary>The greatest number that both are whole multiples of, by Euclid, which rounds nothing.</summary>
    private static double CommonStep(double first, double second)
    {
        while (second != 0)
            (first, second) = (second, first % second);
        return first;
    }

    /// <summary>Whether float32 holds offset and all multiples of a unit added to it, up to a size.</summary>
    private static bool AreExact(double unit, double offset, double greatest)
    {
        double lastPlace = Math.Pow(2, Math.Floor(Math.Log(greatest, 2)) - 22);
        return unit % lastPlace == 0 && offset % lastPlace == 0;
    }

    private static Op Of(SumPool pool, AffineCode code)
    {
        int channels = pool.Type.Shape.Channels;
        int[] ones = [.. Enumerable.Repeat(1, pool.Window.Taps)];
        int[] counts = TapSums.Of(ones, pool.Window, pool.Input.Type.Shape, 1);
        int[] byElement = [.. counts.SelectMany(count => Enumerable.Repeat(count, channels))];
        var sums = new SumPool(code.Codes, pool.Window).NamedAs(pool);
        return BinaryLayer.Restored(sums, code, TapSums.ToTensor(byElement, pool.Type.Shape)).Named(pool.Name + "_float", pool.Origin);
    }

    /// <summary>scale * x + offset for integers x of a known range, exactly; a scale of 0 where there is one integer.</summary>
    private sealed record ExactLine(Op Integers, double Scale, double Offset, double Largest)
    {
        public static ExactLine? Of(Op op)
        {
            if (ChannelFunction.OfCodes(op) is not { IsUniform: true } function || function.Range(0) is not { Count: <= MostIntegers } range)
                return null;
            double[] integers = range.ToArray();
            var (values, hasNaN) = function.Evaluate(0, integers);
            double scale = range.Count == 1 ? 0 : (values[1] - values[0]) / range.Step, offset = values[0] - (scale * range.Least);
            bool isLine = !hasNaN && Enumerable.Range(0, values.Length).All(i => values[i] == (scale * integers[i]) + offset);
            return isLine ? new(function.Root, scale, offset, values.Max(value => Math.Abs(value))) : null;
        }

        public Op InUnits(double unit)
        {
            var sums = Integers.Type.Element == ElementType.Int32
                ? Integers
                : OnImage.Of(Integers, image => new SumPool(image, Window.Of(1, 1)));
            return Scale == unit ? sums : new Multiply(sums, new Constant(Tensor.Of(new Shape(1), (int)(Scale / unit))));
        }
    }
}
