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
    /// The sum of two tensors of codes or integers that have a common step; null if they are something else, or float32 would round
    /// it.
    /// </summary>
    public static Op? Of(Add add)
    {
        if (add.Left.Type.Shape != add.Right.Type.Shape || ExactLine.Of(add.Left) is not { } left || ExactLine.Of(add.Right) is not { } right)
            return null;
        double unit = left.Unit(right), greatest = left.Largest + right.Largest;
        if (unit == 0 || greatest > unit * (1 << 24) || (left.Offset + right.Offset) % unit != 0)
            return null;
        var sum = new Add(left.InUnits(unit), right.InUnits(unit)).NamedAs(add);
        return new Affine(sum, new Constant(Tensor.Of(new Shape(1), 1)), unit, left.Offset + right.Offset).Named(add.Name + "_float", add.Origin);
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

    /// <summary>scale * x + offset for integers x of a known range, exactly.</summary>
    private sealed record ExactLine(Op Integers, double Scale, double Offset, double Largest)
    {
        public static ExactLine? Of(Op op)
        {
            if (ChannelFunction.OfCodes(op) is not { IsUniform: true } function || function.Range(0) is not { Count: > 1 and <= MostIntegers } range)
                return null;
            double[] integers = range.ToArray(), values = function.Evaluate(0, integers).Values;
            double scale = (values[1] - values[0]) / range.Step, offset = values[0] - (scale * range.Least);
            bool isLine = scale != 0 && Enumerable.Range(0, values.Length).All(i => values[i] == (scale * integers[i]) + offset);
            return isLine ? new(function.Root, scale, offset, values.Max(value => Math.Abs(value))) : null;
        }

        /// <summary>The lesser of two steps, if the other one is a multiple of it; else 0.</summary>
        public double Unit(ExactLine other)
        {
            double least = Math.Min(Math.Abs(Scale), Math.Abs(other.Scale));
            return Scale % least == 0 && other.Scale % least == 0 ? least : 0;
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
