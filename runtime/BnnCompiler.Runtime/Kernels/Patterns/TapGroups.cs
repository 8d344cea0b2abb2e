// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Kernels.Patterns;

/// <summary>
/// The taps of a row of the kernel, KernelWidth·channels of them, in groups of neighbours, as equal as possible. A group of k taps has 2^k
/// patterns of signs: bit t of a pattern is 1 where its tap is added. Patterns of all groups of a row are numbered one after the other.
/// </summary>
internal readonly struct TapGroups
{
    // More patterns than that are no longer shared by enough outputs.
    private const int MostTaps = 5;

    private readonly int _taps;

    private TapGroups(int rows, int taps, int mostTaps)
    {
        _taps = taps;
        Rows = rows;
        PerRow = (taps + mostTaps - 1) / mostTaps;
        for (int g = 0; g < PerRow; g++)
            Patterns += 1 << Size(g);
    }

    /// <summary>Rows of the kernel.</summary>
    public int Rows { get; }

    /// <summary>Groups of a row.</summary>
    public int PerRow { get; }

    /// <summary>Groups of the kernel.</summary>
    public int Count => Rows * PerRow;

    /// <summary>Patterns of a row.</summary>
    public int Patterns { get; }

    /// <summary>The largest groups with at most so many patterns in all, or if there are none, the smallest groups.</summary>
    public static TapGroups Of(in SlidingWindow window, int channels, int mostPatterns)
    {
        for (int taps = MostTaps; ; taps--)
        {
            var groups = new TapGroups(window.KernelHeight, window.KernelWidth * channels, taps);
            if (taps == 1 || groups.Rows * groups.Patterns <= mostPatterns)
                return groups;
        }
    }

    /// <summary>The first tap of a group.</summary>
    public int First(int group) => group * _taps / PerRow;

    /// <summary>Taps of a group.</summary>
    public int Size(int group) => First(group + 1) - First(group);
}
