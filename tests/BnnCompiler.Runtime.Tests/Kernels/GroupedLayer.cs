// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>A convolution in groups whose kernel has one row per tap and channel of a group: row (g·taps + t)·C + c, with M weights each.</summary>
internal sealed record GroupedLayer(SlidingWindow Window, int Groups, int Channels, int Outputs)
{
    /// <summary>Values of an image.</summary>
    public int ImageLength => Window.Pixels * Groups * Channels;

    /// <summary>Rows of weights.</summary>
    public int Rows => Groups * Window.Taps * Channels;

    /// <summary>Sums of a result.</summary>
    public int SumCount => Window.OutputPixels * Groups * Outputs;

    /// <summary>One layer per window: plain ones, depthwise ones and other groups, with outputs that fill registers and that do not.</summary>
    public static IEnumerable<GroupedLayer> OfEveryKind(Random random, int count)
    {
        (int Groups, int Channels, int Outputs)[] kinds =
        [
            (1, 1, 1), (1, 3, 8), (1, 3, 9), (1, 1, 64), (1, 2, 65), (1, 65, 3), (1, 130, 17), (1, 4, 130),
            (2, 1, 1), (65, 1, 1), (3, 2, 5), (2, 3, 33), (4, 1, 66),
        ];
        foreach (var window in Windows.OfEveryKind(random, count))
        {
            var (groups, channels, outputs) = kinds[random.Next(kinds.Length)];
            yield return new(window, groups, channels, outputs);
        }
    }

    /// <summary>Every sum of the result: its terms are (image element, row of weights, output of the group), in the order they are added.</summary>
    public IEnumerable<IEnumerable<(int Value, int Row, int Output)>> Sums() =>
        from at in Window.Results()
        from g in Enumerable.Range(0, Groups)
        from n in Enumerable.Range(0, Outputs)
        select
            from tap in Window.Taps(at.I, at.J)
            from c in Enumerable.Range(0, Channels)
            select ((((tap.Pixel * Groups) + g) * Channels) + c, (((g * Window.Taps) + tap.Tap) * Channels) + c, n);
}
