// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Writing;

/// <summary>What an average pool of ONNX divides the sums of its windows by: the elements that it counts.</summary>
/// <param name="Window">The window, with the padding that may count.</param>
/// <param name="CountsPadding">Whether padding counts too.</param>
/// <param name="RoundsUp">Whether the last window may end behind the padding; what lies there never counts.</param>
internal sealed record AverageCounts(Window Window, bool CountsPadding, bool RoundsUp)
{
    /// <summary>The elements of the image, and nothing else.</summary>
    public static AverageCounts InsideOf(SumPool sum) => new(sum.Window, CountsPadding: false, RoundsUp: false);

    /// <summary>What gives these divisors of <paramref name="sum"/>, which are broadcast to it; null if nothing does.</summary>
    public static AverageCounts? Of(SumPool sum, Constant divisors)
    {
        var values = divisors.Floats.Values;
        if (values.All(value => value == sum.Window.Taps))
            return InsideOf(sum) with { CountsPadding = true };
        if (Gives(InsideOf(sum)))
            return InsideOf(sum);

        Shape image = sum.Input.Type.Shape, result = sum.Type.Shape;
        float last = DivisorOf(result.ElementCount - 1);
        return (from rows in BeforeRoundingUp(sum.Window.Rows, image[1]).DistinctBy(axis => axis.LastCount)
                from columns in BeforeRoundingUp(sum.Window.Columns, image[2]).DistinctBy(axis => axis.LastCount)
                where rows.LastCount * columns.LastCount == last
                select new AverageCounts(new(rows.Axis, columns.Axis), CountsPadding: true, RoundsUp: true)).FirstOrDefault(Gives);

        float DivisorOf(int element) => values[Broadcasting.SourceIndex(sum.Type.Shape, divisors.Type.Shape, element)];

        bool Gives(AverageCounts counts)
        {
            var (rows, columns) = counts.CountsOf(sum);
            int channels = sum.Type.Shape[3];
            return Enumerable.Range(0, sum.Type.Shape.ElementCount).All(i =>
                DivisorOf(i) == rows[i / channels / columns.Length] * columns[i / channels % columns.Length]);
        }
    }

    /// <summary>Whether each window of <paramref name="sum"/> holds one element of the image, so that the sum is the average.</summary>
    public static bool AreOnes(SumPool sum)
    {
        var (rows, columns) = InsideOf(sum).CountsOf(sum);
        return rows.Concat(columns).All(count => count == 1);
    }

    private (int[] Rows, int[] Columns) CountsOf(SumPool sum) =>
        (CountsOf(Window.Rows, sum.Input.Type.Shape[1], sum.Type.Shape[1]), CountsOf(Window.Columns, sum.Input.Type.Shape[2], sum.Type.Shape[2]));

    private int[] CountsOf(WindowAxis axis, int extent, int outputs)
    {
        var (first, end) = CountsPadding ? (-axis.Before, extent + axis.After) : (0, extent);
        return [.. Enumerable.Range(0, outputs).Select(output =>
            Enumerable.Range(0, axis.Size).Count(tap => axis.Position(output, tap) is var place && place >= first && place < end))];
    }

    // The axes that rounding up makes this one of, and what their last windows count. Rounding up adds at most one window, which begins in
    // the axis or in front of it, and pads up to its end; the padding of the file ends in this window. Where none is added, the padding stays.
    private static IEnumerable<(WindowAxis Axis, int LastCount)> BeforeRoundingUp(WindowAxis axis, int extent)
    {
        long end = axis.Before + (long)extent, begin = (axis.Outputs(extent) - 1L) * axis.Stride;
        bool fits = begin + axis.Span == end + axis.After;
        if (fits || begin + axis.Stride >= end)
            yield return (axis, axis.Size);
        if (!fits || begin >= end)
            yield break;
        for (int after = (int)Math.Max(0, axis.After - axis.Stride + 1L); after < axis.After; after++)
            yield return (axis with { After = after }, (int)Math.Min(axis.Size, ((end + after - begin - 1) / axis.Dilation) + 1));
    }
}
