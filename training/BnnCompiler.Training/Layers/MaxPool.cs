// SPDX-License-Identifier: MIT
using System.Numerics;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// The maximum of every size x size window, stride size; rows and columns that fill no window are dropped. It stands before batch norm, as in the
/// paper's code. The gradient goes to the first
/// greatest number of a window, row by row.
/// </summary>
internal sealed class MaxPool(ImageShape image, int size, Machine machine) : Layer
{
    private readonly ImageShape _pooled = new(image.Channels, image.Height / size, image.Width / size);

    // From the first tap of a window to each, in rows of the input.
    private readonly int[] _offsets = [.. Enumerable.Range(0, size * size).Select(tap => (tap / size * image.Width) + (tap % size))];
    private Matrix? _result, _inputGradient;

    // Of every result, which tap of its window was greatest.
    private int[] _taps = [];

    public override Matrix Forward(Matrix input, Noise noise) => Infer(input);

    public override Matrix Infer(Matrix input)
    {
        int images = input.Rows / image.Pixels;
        var result = Sized(ref _result, images * _pooled.Pixels, image.Channels);
        if (_taps.Length != result.Values.Length)
            _taps = new int[result.Values.Length];
        machine.Workers.Split(result.Rows, 1, (_, first, end) =>
        {
            for (int row = first; row < end; row++)
                Pool(input, row, result.Row(row), _taps.AsSpan(row * image.Channels, image.Channels));
        });
        return result;
    }

    public override Matrix Backward(Matrix gradient)
    {
        int images = gradient.Rows / _pooled.Pixels;
        var inputGradient = Sized(ref _inputGradient, images * image.Pixels, image.Channels);
        machine.Workers.Split(images, 1, (_, first, end) =>
        {
            inputGradient.Values.AsSpan(first * image.Length, (end - first) * image.Length).Clear();
            for (int row = first * _pooled.Pixels; row < end * _pooled.Pixels; row++)
            {
                var from = gradient.Row(row);
                var taps = _taps.AsSpan(row * image.Channels, image.Channels);
                var to = inputGradient.Values.AsSpan(FirstRow(row) * image.Channels);
                for (int channel = 0; channel < from.Length; channel++)
                    to[(_offsets[taps[channel]] * image.Channels) + channel] = from[channel];
            }
        });
        return inputGradient;
    }

    private void Pool(Matrix input, int row, Span<float> greatest, Span<int> taps)
    {
        int firstRow = FirstRow(row);
        input.Row(firstRow).CopyTo(greatest);
        taps.Clear();
        for (int tap = 1; tap < size * size; tap++)
        {
            var candidates = input.Row(firstRow + _offsets[tap]);
            int i = 0;
            for (; i <= candidates.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> candidate = new(candidates[i..]), best = new(greatest[i..]);
                var isGreater = Vector.GreaterThan(candidate, best);
                Vector.ConditionalSelect(isGreater, candidate, best).CopyTo(greatest[i..]);
                Vector.ConditionalSelect(isGreater, new Vector<int>(tap), new(taps[i..])).CopyTo(taps[i..]);
            }

            for (; i < candidates.Length; i++)
            {
                if (candidates[i] > greatest[i])
                    (greatest[i], taps[i]) = (candidates[i], tap);
            }
        }
    }

    // The row of the input that the first tap of a result's window reads.
    private int FirstRow(int row)
    {
        int of = row / _pooled.Pixels, y = row % _pooled.Pixels / _pooled.Width, x = row % _pooled.Width;
        return (of * image.Pixels) + (y * size * image.Width) + (x * size);
    }
}
