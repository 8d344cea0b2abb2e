// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>
/// A convolution of ±1 weights with inputs of which -1 and padding count as 0, with limits, and the bits of its result, found one input at a time. A
/// pixel has one of four classes, by its row and its column; every class has limits that some pixel just meets, just misses, or that lie at and
/// beyond the ends of what can be.
/// </summary>
internal sealed class ThresholdedConvolution
{
    private readonly bool[][] _image;
    private readonly bool[][] _kernels;
    private readonly Lazy<ulong[]> _rowsOfInputs;
    private readonly Lazy<ulong[]> _limitPlanes;

    /// <summary>Random signs.</summary>
    /// <param name="window">The sizes.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="active">The share of inputs that are +1.</param>
    /// <param name="positive">The share of weights that are +1.</param>
    /// <param name="random">Decides everything else.</param>
    public ThresholdedConvolution(SlidingWindow window, int channels, int outputs, double active, double positive, Random random)
    {
        (Window, Channels, Outputs) = (window, channels, outputs);
        bool[][] Some(int rows, int length, double share) =>
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextDouble() < share).ToArray())];
        _image = Some(window.Pixels, channels, active);
        _kernels = Some(outputs, window.Taps * channels, positive);
        Image = [.. _image.SelectMany(SignMatrix.Pack)];
        _rowsOfInputs = new(Transposed);
        _limitPlanes = new(() => [.. Limits!.Chunk(outputs).SelectMany(Planes)]);
        RowClasses = [.. Enumerable.Range(0, window.OutputHeight).Select(_ => (byte)(2 * random.Next(2)))];
        ColumnClasses = [.. Enumerable.Range(0, window.OutputWidth).Select(_ => (byte)random.Next(2))];
        Limits = new int[(RowClasses.Max() + ColumnClasses.Max() + 1) * outputs];
        int[][] sums = [.. window.Results().Select(at => SumsAt(at.I, at.J))];
        foreach (var (pixel, i, j) in window.Results())
            for (int n = 0; n < outputs; n++)
                Limits[At(i, j, n)] = SomeLimit(sums[pixel][n], random);
        Expected = [.. window.Results().SelectMany(at => SignMatrix.Pack([.. sums[at.Pixel].Select((sum, n) => sum >= Limits[At(at.I, at.J, n)])]))];
    }

    public SlidingWindow Window { get; }

    public int Channels { get; }

    public int Outputs { get; }

    /// <summary>Inputs of a whole window.</summary>
    public int Inputs => Window.Taps * Channels;

    /// <summary>Pixels of as many words as all channels need.</summary>
    public ulong[] Image { get; }

    public byte[] RowClasses { get; }

    public byte[] ColumnClasses { get; }

    /// <summary>The least sum that gives +1: for each class one per output.</summary>
    public int[] Limits { get; }

    /// <summary>The bits of the result, for each pixel as many words as all outputs need.</summary>
    public ulong[] Expected { get; }

    /// <summary>A row of bits for each output: bit tap·channels + channel.</summary>
    public ulong[] RowsOfOutputs => [.. _kernels.SelectMany(SignMatrix.Pack)];

    /// <summary>A row of bits for each tap and channel, bit n that of output n, and a row of zeros.</summary>
    public ulong[] RowsOfInputs => _rowsOfInputs.Value;

    /// <summary>The limits as planes, on sums to which the inputs of a whole window are added.</summary>
    public ulong[] LimitPlanes => _limitPlanes.Value;

    public override string ToString() => $"{Window}, {Channels} channels, {Outputs} outputs";

    private int At(int i, int j, int n) => ((RowClasses[i] + ColumnClasses[j]) * Outputs) + n;

    private int[] SumsAt(int i, int j)
    {
        int[] sums = new int[Outputs];
        foreach (var (pixel, tap) in Window.Taps(i, j))
        {
            for (int c = 0; c < Channels; c++)
            {
                if (!_image[pixel][c])
                    continue;

                for (int n = 0; n < Outputs; n++)
                    sums[n] += _kernels[n][(tap * Channels) + c] ? 1 : -1;
            }
        }

        return sums;
    }

    private ulong[] Planes(int[] limits) =>
        SlicedPlanes.Of([.. limits.Select(limit => Math.Clamp(limit + (long)Inputs, 0, (2L * Inputs) + 1))], Inputs);

    private ulong[] Transposed()
    {
        int words = (Outputs + 63) / 64;
        ulong[] rows = new ulong[(Inputs + 1) * words];
        for (int n = 0; n < Outputs; n++)
        {
            for (int k = 0; k < Inputs; k++)
                if (_kernels[n][k])
                    rows[(k * words) + (n / 64)] |= 1ul << (n % 64);
        }

        return rows;
    }

    private int SomeLimit(int sum, Random random) => random.Next(8) switch
    {
        0 => -Inputs,
        1 => Inputs + 1,
        2 => random.Next(2) == 0 ? int.MinValue / 2 : int.MaxValue / 2,
        3 => random.Next(-Inputs, Inputs + 1),
        4 or 5 => sum,
        _ => sum + 1,
    };
}
