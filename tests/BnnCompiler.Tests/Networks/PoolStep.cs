// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>
/// The greatest element of each window, or the average: the sum from 0 over rows, then columns, each sum rounded, divided by the taps inside of the
/// image, or by all.
/// </summary>
internal sealed record PoolStep(bool IsMax, WindowedAxis Rows, WindowedAxis Columns, bool CountsPadding = false) : NetworkStep
{
    private const int MostTaps = 1000;

    /// <summary>Over the whole image.</summary>
    public static PoolStep Global(bool isMax) => new(isMax, new(MostTaps), new(MostTaps));

    /// <summary>The step with windows that fit an image.</summary>
    public PoolStep FittedTo(int height, int width) => this with { Rows = Rows.InsideOf(height), Columns = Columns.InsideOf(width) };

    /// <summary>The divisors of an average, for each pixel of the result.</summary>
    public float[] Counts(int height, int width) =>
    [
        .. from row in Enumerable.Range(0, Rows.Outputs(height))
           from column in Enumerable.Range(0, Columns.Outputs(width))
           select (float)(CountsPadding ? Rows.Size * Columns.Size : Rows.Taps(row, height).Count() * Columns.Taps(column, width).Count()),
    ];

    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x)
    {
        var fitted = FittedTo(x.Height, x.Width);
        int height = fitted.Rows.Outputs(x.Height), width = fitted.Columns.Outputs(x.Width);
        float[] counts = fitted.Counts(x.Height, x.Width);
        float[] values = new float[x.Channels * height * width];
        for (int i = 0; i < values.Length; i++)
        {
            float[] window =
            [
                .. from row in fitted.Rows.Taps(i / width % height, x.Height)
                   from column in fitted.Columns.Taps(i % width, x.Width)
                   select x.Values[x.IndexOf(i / (height * width), row.Position, column.Position)],
            ];
            values[i] = IsMax
                ? window.Aggregate((greatest, value) => value > greatest ? value : greatest)
                : window.Aggregate(0f, (sum, value) => sum + value) / counts[i % (height * width)];
        }

        return new(x.Channels, height, width, values);
    }
}
