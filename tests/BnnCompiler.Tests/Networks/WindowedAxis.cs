// SPDX-License-Identifier: MIT

namespace BnnCompiler.Tests.Networks;

/// <summary>How a window slides along an axis of an image: tap t of output o lies at o * Stride - Before + t * Dilation.</summary>
internal sealed record WindowedAxis(int Size, int Stride = 1, int Before = 0, int After = 0, int Dilation = 1)
{
    /// <summary>The number of outputs over <paramref name="extent"/> elements.</summary>
    public int Outputs(int extent) => ((Before + extent + After - ((Size - 1) * Dilation) - 1) / Stride) + 1;

    /// <summary>The taps of an output that lie inside of the image, and where.</summary>
    public IEnumerable<(int Tap, int Position)> Taps(int output, int extent)
    {
        for (int tap = 0; tap < Size; tap++)
        {
            int position = (output * Stride) - Before + (tap * Dilation);
            if (position >= 0 && position < extent)
                yield return (tap, position);
        }
    }

    /// <summary>The axis with as many taps as fit over <paramref name="extent"/> elements.</summary>
    public WindowedAxis FittedTo(int extent)
    {
        var fitted = this;
        while (fitted.Size > 1 && ((fitted.Size - 1) * Dilation) + 1 > Before + extent + After)
            fitted = fitted with { Size = fitted.Size - 1 };
        return fitted;
    }

    /// <summary>The axis with so much less padding that each output has a tap inside of the image.</summary>
    public WindowedAxis InsideOf(int extent)
    {
        var fitted = FittedTo(extent);
        while (!Enumerable.Range(0, fitted.Outputs(extent)).All(output => fitted.Taps(output, extent).Any()))
            fitted = (fitted with { Before = Math.Max(0, fitted.Before - 1), After = Math.Max(0, fitted.After - 1) }).FittedTo(extent);
        return fitted;
    }

    /// <summary>One thing plainer.</summary>
    public IEnumerable<WindowedAxis> Plainer()
    {
        if (Size > 1)
            yield return this with { Size = 1 };
        if (Size > 2)
            yield return this with { Size = Size - 1 };
        if (Stride > 1)
            yield return this with { Stride = 1 };
        if (Before > 0)
            yield return this with { Before = Before - 1 };
        if (After > 0)
            yield return this with { After = After - 1 };
        if (Dilation > 1)
            yield return this with { Dilation = 1 };
    }
}
