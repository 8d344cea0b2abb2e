// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A tensor whose elements are scale * t(p) for pixels p in 0..255 and small integers t: what an input quantizer makes of pixels, rounded and
/// clipped, or an affine map that hits zero, such as 2p/255 - 1 = (2p - 255)/255. All of it is found by evaluating the 256 values.
/// </summary>
/// <param name="Pixels">uint8.</param>
/// <param name="Table">t, 256 entries.</param>
/// <param name="Scale">Value of one step, as a real number in float64.</param>
internal sealed record PixelSteps(Op Pixels, ImmutableArray<short> Table, double Scale)
{
    private const int FinestDivision = 64;

    // A float32 computed in a few steps strays from the real number by a few halves of its last place, 2^-24 of it.
    private const double Rounding = 1e-6;

    // Float64 evaluation of a chain strays by a few of its own roundings, about 1e-16 of the largest value.
    private const double Straightness = 1e-12;

    /// <summary>The steps of <paramref name="op"/>, or null if it is no such function of pixels, the same for all.</summary>
    public static PixelSteps? Of(Op op)
    {
        if (ChannelFunction.Of(op) is not { IsUniform: true, Root.Type.Element: ElementType.UInt8 } function)
            return null;
        double[] pixels = function.Range(0)!.Value.ToArray();
        var (values, hasNaN) = function.Evaluate(0, pixels);
        double[] distinct = [.. values.Distinct().OrderBy(value => value)];
        double largest = values.Max(value => Math.Abs(value));
        if (hasNaN || double.IsInfinity(largest) || distinct.Length < 2)
            return null;
        double[] gaps = [.. distinct.Skip(1).Zip(distinct, (upper, lower) => upper - lower)];
        double gap = gaps.Min();
        for (int division = 1; division <= FinestDivision; division++)
        {
            double step = gap / division;
            if (largest / step <= short.MaxValue && StepsOf(values, step, largest) is { } table)
                return Real(function, table) ?? Exact(function, values, table);
        }

        return null;
    }

    /// <summary>The same of pixels of the network's input, and not of codes.</summary>
    public static PixelSteps? OfPixels(Op op) => Of(op) is { } steps && !AffineCode.IsMadeOfCodes(steps.Pixels) ? steps : null;

    /// <summary>The steps of every element, int16.</summary>
    public Op ToLookup() => new Lookup(Pixels, new Constant(new Tensor<short>(new(ElementType.Int16, new(byte.MaxValue + 1)), Table256)))
        .Named(Pixels.Name + "_steps", Pixels.Origin);

    /// <summary>The table with an entry for every byte; codes of few bits leave some that none of them reads.</summary>
    private ImmutableArray<short> Table256 => [.. Table, .. Enumerable.Repeat((short)0, byte.MaxValue + 1 - Table.Length)];

    /// <summary>The values in steps, if all are near a whole number of them.</summary>
    private static ImmutableArray<short>? StepsOf(double[] values, double step, double largest)
    {
        // The step was measured between two rounded values, so its own error grows with the number of steps.
        var table = ImmutableArray.CreateBuilder<short>(values.Length);
        foreach (double value in values)
        {
            double steps = Math.Round(value / step);
            if (Math.Abs(value - (steps * step)) > 0.01 * step + (Rounding * largest))
                return null;
            table.Add((short)steps);
        }

        return Rounding * largest < 0.1 * step ? table.MoveToImmutable() : null;
    }

    /// <summary>With the step of the real numbers that the source's chain rounds.</summary>
    private static PixelSteps? Real(ChannelFunction function, ImmutableArray<short> table)
    {
        double[] values = function.Evaluate(0, function.Range(0)!.Value.ToArray(), Arithmetic.Float64).Values;
        int lowest = table.IndexOf(table.Min()), highest = table.IndexOf(table.Max());
        double scale = (values[highest] - values[lowest]) / (table[highest] - table[lowest]);
        double tolerance = Straightness * values.Max(value => Math.Abs(value));
        bool isStraight = Enumerable.Range(0, table.Length).All(p => Math.Abs(values[p] - (scale * table[p])) <= tolerance);
        return isStraight ? new(function.Root, table, scale) : null;
    }

    /// <summary>With a step of which every float32 value is a multiple, where the chain rounds to steps itself.</summary>
    private static PixelSteps? Exact(ChannelFunction function, double[] values, ImmutableArray<short> table)
    {
        int least = Enumerable.Range(0, table.Length).Where(p => table[p] != 0).OrderBy(p => Math.Abs((int)table[p])).First();
        double scale = values[least] / table[least];
        bool isExact = Enumerable.Range(0, table.Length).All(p => (float)(scale * table[p]) == (float)values[p]);
        return isExact ? new(function.Root, table, scale) : null;
    }
}
