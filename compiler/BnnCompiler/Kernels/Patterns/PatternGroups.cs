// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Patterns;

/// <summary>
/// How <c>PatternConvolution</c> of the runtime splits the taps of a kernel row into groups, whose sums with every pattern of signs it makes once for
/// all outputs; and which layers it takes, which depends on that.
/// </summary>
internal static class PatternGroups
{
    /// <summary>Taps of a group, patterns of all groups together, and columns of a result, as the runtime has them.</summary>
    private const int MostTaps = 5, MostPatterns = 256, FewestColumns = 6;

    /// <summary>How many groups a kernel row has; null if there are too many patterns.</summary>
    public static int? Count(Window window, int channels)
    {
        int taps = window.Columns.Size * channels;
        for (int size = MostTaps; size > 0; size--)
        {
            int groups = (taps + size - 1) / size, patterns = 0;
            for (int group = 0; group < groups && patterns <= MostPatterns; group++)
                patterns += 1 << (int)(((group + 1L) * taps / groups) - ((long)group * taps / groups));
            if ((long)window.Rows.Size * patterns <= MostPatterns)
                return groups;
        }

        return null;
    }

    /// <summary>Whether the runtime takes a layer.</summary>
    /// <param name="window">How its taps move: neighbouring pixels have to see neighbouring inputs.</param>
    /// <param name="columns">Columns of the result; of fewer too many lanes would be idle.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="greatest">The greatest magnitude of a value of the image: sums are in 16 bits.</param>
    public static bool Fit(Window window, int columns, int channels, int greatest) =>
        window is { Rows: { Stride: 1, Dilation: 1 }, Columns: { Stride: 1, Dilation: 1 } }
        && columns >= FewestColumns
        && (long)window.Taps * channels * greatest <= short.MaxValue
        && Count(window, channels) is not null;
}
