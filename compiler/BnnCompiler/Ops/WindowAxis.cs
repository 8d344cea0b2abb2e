// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>How a window slides along one axis of an image: tap t of output o lies at o * Stride - Before + t * Dilation.</summary>
/// <param name="Size">Taps.</param>
/// <param name="Stride">Distance of neighbouring outputs.</param>
/// <param name="Before">Padding in front of the first element.</param>
/// <param name="After">Padding behind the last one.</param>
/// <param name="Dilation">Distance of neighbouring taps.</param>
internal readonly record struct WindowAxis(int Size, int Stride, int Before, int After, int Dilation)
{
    /// <summary>Elements from the first tap to the last.</summary>
    public long Span => ((Size - 1L) * Dilation) + 1;

    /// <summary>The number of outputs over <paramref name="extent"/> elements.</summary>
    /// <exception cref="InvalidOpException">The window is larger than the padded axis.</exception>
    public int Outputs(int extent)
    {
        long room = (long)Before + extent + After - Span;
        return room >= 0
            ? (int)(room / Stride) + 1
            : throw new InvalidOpException(
                $"a window of {NumberText.Of(Span)} does not fit into {NumberText.Of(extent)} elements "
                + $"with a padding of {NumberText.Of(Before)} and {NumberText.Of(After)}");
    }

    /// <summary>Where a tap of an output lies; outside of the axis it is padding.</summary>
    public int Position(int output, int tap) => (output * Stride) - Before + (tap * Dilation);

    /// <summary>The taps of an output that lie inside of the axis, which are neighbours.</summary>
    public IEnumerable<int> ValidTaps(int output, int extent)
    {
        var (first, count) = ValidRange(output, extent);
        return Enumerable.Range(first, count);
    }

    /// <summary>The first of these taps, and how many there are: o * Stride - Before + t * Dilation is at least 0 and less than the extent.</summary>
    public (int First, int Count) ValidRange(int output, int extent)
    {
        long origin = ((long)output * Stride) - Before;
        long first = origin >= 0 ? 0 : (Dilation - 1 - origin) / Dilation;
        long end = origin >= extent ? 0 : Math.Min(Size, (extent - origin + Dilation - 1) / Dilation);
        return first < end ? ((int)first, (int)(end - first)) : (0, 0);
    }
}
