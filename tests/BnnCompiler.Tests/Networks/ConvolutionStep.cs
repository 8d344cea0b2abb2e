// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>
/// A convolution whose taps outside of the image add nothing. A sum runs over kernel rows, then columns, then the channels of the group;
/// products and sums are rounded, but for sums of mapped pixels, which are exact and rounded once.
/// </summary>
/// <param name="Outputs">M, rounded down to a multiple of the groups; 0 for one per channel.</param>
/// <param name="Rows">The window along the height.</param>
/// <param name="Columns">The window along the width.</param>
/// <param name="Groups">As many groups as divide channels and outputs; 0 for one per channel.</param>
/// <param name="Weights">The weights.</param>
internal sealed record ConvolutionStep(int Outputs, WindowedAxis Rows, WindowedAxis Columns, int Groups, LayerWeights Weights) : NetworkStep
{
    /// <summary>The step with what its parameters come to on an image.</summary>
    public ConvolutionStep FittedTo(int channels, int height, int width)
    {
        int groups = Groups == 0 ? channels : Groups;
        while (channels % groups != 0)
            groups--;
        int outputs = Outputs == 0 ? channels : Math.Max(groups, Outputs / groups * groups);
        return this with { Outputs = outputs, Groups = groups, Rows = Rows.FittedTo(height), Columns = Columns.FittedTo(width) };
    }

    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x)
    {
        var fitted = FittedTo(x.Channels, x.Height, x.Width);
        int height = fitted.Rows.Outputs(x.Height), width = fitted.Columns.Outputs(x.Width);
        float[] values = new float[fitted.Outputs * height * width];
        for (int i = 0; i < values.Length; i++)
        {
            int output = i / (height * width);
            var taps = fitted.Taps(x, i / width % height, i % width, output / (fitted.Outputs / fitted.Groups));
            values[i] = x.Exact is { } exact && !Weights.IsReal ? SumOfMappedPixels(output, taps, exact) : Sum(output, taps, x.Values);
        }

        return new(fitted.Outputs, height, width, values);
    }

    private IEnumerable<(int Row, int Column, int Channel, int Index)> Taps(FeatureMap x, int row, int column, int group)
    {
        int channels = x.Channels / Groups;
        foreach (var (kernelRow, y) in Rows.Taps(row, x.Height))
        {
            foreach (var (kernelColumn, position) in Columns.Taps(column, x.Width))
            {
                for (int channel = 0; channel < channels; channel++)
                    yield return (kernelRow, kernelColumn, channel, x.IndexOf((group * channels) + channel, y, position));
            }
        }
    }

    private float Sum(int output, IEnumerable<(int Row, int Column, int Channel, int Index)> taps, float[] values)
    {
        float sum = 0;
        foreach (var (row, column, channel, index) in taps)
        {
            float product = values[index] * Weights[output, row, column, channel];
            sum += product;
        }

        return sum;
    }

    /// <summary>
    /// A fraction over a small denominator: rounding the quotient to float64 first cannot move it across the middle of two floats, because
    /// 1/255 of a float's last place is far more than float64's.
    /// </summary>
    private float SumOfMappedPixels(int output, IEnumerable<(int Row, int Column, int Channel, int Index)> taps, Fractions pixels)
    {
        long numerator = 0;
        foreach (var (row, column, channel, index) in taps)
            numerator += Math.Sign(Weights[output, row, column, channel]) * pixels.Numerators[index];
        return (float)(numerator / (double)pixels.Denominator) * Weights.Scales[output % Weights.Scales.Length];
    }
}
