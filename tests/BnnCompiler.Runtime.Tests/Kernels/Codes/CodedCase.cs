// SPDX-License-Identifier: MIT
using System.Numerics;

namespace BnnCompiler.Runtime.Tests.Kernels.Codes;

/// <summary>A random convolution on codes, laid out for its kernels, and its sums and codes found product by product.</summary>
internal sealed class CodedCase
{
    private readonly int[] _values;
    private readonly int[] _places;
    private readonly int[] _weights;

    /// <summary>Makes one.</summary>
    /// <param name="window">The window.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="values">What each code stands for.</param>
    /// <param name="places">Of each set of weights what its bits count.</param>
    /// <param name="factor">What all sets count.</param>
    /// <param name="zero">What a weight is less than that.</param>
    /// <param name="limits">Limits of an output.</param>
    /// <param name="random">Where numbers come from.</param>
    public CodedCase(
        SlidingWindow window, int channels, int outputs, int[] values, int[] places, int factor, int zero, int limits, Random random)
    {
        (Window, Channels, Outputs, Factor, Zero) = (window, channels, outputs, factor, zero);
        (_values, _places, Limits) = (values, places, limits);
        int inputs = window.Taps * channels;
        Image = [.. Enumerable.Range(0, window.Pixels * channels).Select(_ => (byte)random.Next(values.Length))];
        int words = (outputs + 63) / 64, setWords = (inputs + 1) * words;
        Weights = new ulong[places.Length * setWords];
        _weights = new int[inputs * outputs];
        Array.Fill(_weights, -zero);
        for (int set = 0; set < places.Length; set++)
        {
            for (int i = 0; i < _weights.Length; i++)
            {
                if (random.Next(2) == 0)
                    continue;
                var (input, output) = (i / outputs, i % outputs);
                Weights[(set * setWords) + (input * words) + (output / 64)] |= 1ul << (output % 64);
                _weights[i] += factor * places[set];
            }
        }

        Bias = inputs * values.Max(Math.Abs) * Math.Max(zero, (factor * places.Sum()) - zero);
        Flips = [.. Enumerable.Range(0, words).Select(_ => (ulong)random.NextInt64())];
        RowClasses = [.. Enumerable.Range(0, window.OutputHeight).Select(i => (byte)(i == 1 ? 2 : 0))];
        ColumnClasses = [.. Enumerable.Range(0, window.OutputWidth).Select(j => (byte)(j == 1 ? 1 : 0))];
        Sums = FindSums();
        LeastSums = new int[(RowClasses.Max() + ColumnClasses.Max() + 1) * limits * outputs];
        for (int i = 0; i < LeastSums.Length; i++)
            LeastSums[i] = random.Next(10) == 0 ? random.Next(-Bias, Bias + 2) : Sums[((random.Next(window.OutputPixels) * outputs) + (i % outputs))];
    }

    public SlidingWindow Window { get; }

    public int Channels { get; }

    public int Outputs { get; }

    public int Limits { get; }

    public int Factor { get; }

    public int Zero { get; }

    public int Bias { get; }

    public byte[] Image { get; }

    public ulong[] Weights { get; }

    public ulong[] Flips { get; }

    public byte[] RowClasses { get; }

    public byte[] ColumnClasses { get; }

    public int[] Sums { get; }

    /// <summary>Codes 0 and 1 as bits of pixels.</summary>
    public ulong[] Bits => Packed(Image, Channels);

    /// <summary>How many limits each output reaches.</summary>
    public byte[] Codes => [.. Sums.Select((sum, i) =>
    {
        var (pixel, n) = (i / Outputs, i % Outputs);
        int kind = RowClasses[pixel / Window.OutputWidth] + ColumnClasses[pixel % Window.OutputWidth];
        bool isFlipped = ((Flips[n / 64] >> (n % 64)) & 1) != 0;
        return (byte)Enumerable.Range(0, Limits).Count(limit => sum >= LeastSums[(((kind * Limits) + limit) * Outputs) + n] != isFlipped);
    })];

    /// <summary>The same of one limit as bits of pixels.</summary>
    public ulong[] OutputBits => Packed(Codes, Outputs);

    /// <summary>The steps: of each power of two in a code's value and place of weights, those added first.</summary>
    public int[] Steps
    {
        get
        {
            var steps = new List<(int Exponent, int Sign, int Codes, int Set)>();
            for (int set = 0; set < _places.Length; set++)
            {
                for (int bit = 0; bit < 4; bit++)
                {
                    foreach (int sign in (int[])[1, -1])
                    {
                        int codes = 0;
                        for (int code = 0; code < _values.Length; code++)
                            codes |= _values[code] * sign > 0 && ((Math.Abs(_values[code]) >> bit) & 1) != 0 ? 1 << code : 0;
                        if (codes != 0)
                            steps.Add((bit + BitOperations.Log2((uint)_places[set]), sign < 0 ? 1 : 0, codes, set));
                    }
                }
            }

            return [.. steps.OrderByDescending(step => step.Exponent).ThenBy(step => step.Sign)
                .SelectMany(step => (int[])[step.Exponent, step.Sign, step.Codes, step.Set])];
        }
    }

    /// <summary>Limits as planes.</summary>
    public ulong[] LimitPlanes
    {
        get
        {
            int words = (Outputs + 63) / 64, planes = SlicedDense.PlanesFor(Factor == 1 ? 2L * Bias : Bias) + 1;
            ulong[] result = new ulong[LeastSums.Length / Outputs * planes * words];
            for (int i = 0; i < LeastSums.Length; i++)
            {
                var (row, n) = (i / Outputs, i % Outputs);
                long limit = (LeastSums[i] + Bias) * (Factor == 1 ? 2L : 1);
                for (int plane = 0; plane < planes; plane++)
                    result[(((row * planes) + plane) * words) + (n / 64)] |= (ulong)((limit >> plane) & 1) << (n % 64);
            }

            return result;
        }
    }

    private int[] LeastSums { get; }

    public override string ToString() =>
        $"{Window}, {Channels} channels of [{string.Join(", ", _values)}], {Outputs} outputs, places [{string.Join(", ", _places)}] times {Factor}";

    private static ulong[] Packed(byte[] bits, int rowLength)
    {
        int words = (rowLength + 63) / 64;
        ulong[] result = new ulong[bits.Length / rowLength * words];
        for (int i = 0; i < bits.Length; i++)
            result[(i / rowLength * words) + (i % rowLength / 64)] |= (ulong)bits[i] << (i % rowLength % 64);
        return result;
    }

    private int[] FindSums()
    {
        int[] sums = new int[Window.OutputPixels * Outputs];
        for (int pixel = 0; pixel < Window.OutputPixels; pixel++)
        {
            foreach (var (under, tap) in Window.Taps(pixel / Window.OutputWidth, pixel % Window.OutputWidth))
            {
                for (int c = 0; c < Channels; c++)
                {
                    int value = _values[Image[(under * Channels) + c]], row = (tap * Channels) + c;
                    for (int n = 0; value != 0 && n < Outputs; n++)
                        sums[(pixel * Outputs) + n] += value * _weights[(row * Outputs) + n];
                }
            }
        }

        return sums;
    }
}
