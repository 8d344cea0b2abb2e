// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// Sums of a convolution with zero padding and stride 1: the result has the input's height and width. Weights are <c>outputs x (kernel rows, kernel
/// columns, channels)</c>, a correlation (not flipped).
/// Images go through it a few at a time, so that their patches stay in the cache.
/// </summary>
/// <param name="weights">The layer's weights.</param>
/// <param name="image">Its input.</param>
/// <param name="kernel">Odd.</param>
/// <param name="readsSigns">Whether the input is all +1 and -1, so that binary weights make it a product of bits.</param>
/// <param name="isFirst">Whether nobody asks for the input's gradient.</param>
/// <param name="machine">What it computes with.</param>
internal sealed class ConvolutionSums(Weights weights, ImageShape image, int kernel, bool readsSigns, bool isFirst, Machine machine) : Layer
{
    private const int NumbersInCache = 1 << 18;

    private readonly Patches _patches = new(image, kernel);
    private readonly PaddedTaps _paddedTaps = new(image, kernel);
    private readonly int _chunk = (int)Math.Max(1, NumbersInCache / ((long)image.Pixels * weights.FanIn));
    private readonly Matrix[] _patchBuffers = new Matrix[machine.Workers.Threads], _weightGradients = new Matrix[machine.Workers.Threads];
    private Matrix? _input, _sums, _inputGradient;

    public override IReadOnlyList<Parameter> Parameters { get; } = [weights.Latent];

    public override Matrix Forward(Matrix input, Noise noise) => Sums(input, noise);

    public override Matrix Infer(Matrix input) => Sums(input, noise: null);

    public override Matrix Backward(Matrix gradient)
    {
        var inputGradient = isFirst ? gradient : Sized(ref _inputGradient, _input!.Rows, image.Channels);
        foreach (var part in _weightGradients)
            part?.Values.AsSpan().Clear();
        ForEachChunk(gradient.Rows / image.Pixels, (part, first, count) =>
        {
            var patches = Gathered(part, first, count);
            var sums = gradient.View.SliceRows(first * image.Pixels, count * image.Pixels);
            var weightGradient = _weightGradients[part] ??= new(weights.Outputs, weights.FanIn);
            machine.Products.AddTransposedTimes(sums, patches, weightGradient.View);
            if (isFirst)
                return;

            machine.Products.Times(sums, weights.Effective.View, patches);
            var pixels = inputGradient.Values.AsSpan(first * image.Length, count * image.Length);
            pixels.Clear();
            for (int i = 0; i < count; i++)
                _patches.Scatter(patches.SliceRows(i * image.Pixels, image.Pixels), pixels.Slice(i * image.Length, image.Length));
        });

        var total = weights.Latent.Gradient.AsSpan();
        total.Clear();
        foreach (var part in _weightGradients)
        {
            if (part is not null)
                TensorPrimitives.Add(total, part.Values, total);
        }

        return inputGradient;
    }

    private Matrix Sums(Matrix input, Noise? noise)
    {
        _input = input;
        bool areBits = readsSigns && weights.AreBinary;
        weights.Prepare(noise, pack: areBits);
        if (areBits)
            _paddedTaps.Prepare(weights.Effective);
        var sums = Sized(ref _sums, input.Rows, weights.Outputs);
        ForEachChunk(input.Rows / image.Pixels, (part, first, count) =>
        {
            var patches = Gathered(part, first, count);
            var result = sums.View.SliceRows(first * image.Pixels, count * image.Pixels);
            if (!areBits)
            {
                machine.Products.TimesTransposed(patches, weights.Effective.View, result);
                return;
            }

            weights.Packed.TimesTransposed(patches, result);
            for (int i = 0; i < count; i++)
                _paddedTaps.Correct(result.SliceRows(i * image.Pixels, image.Pixels));
        });
        return sums;
    }

    private void ForEachChunk(int images, Action<int, int, int> work) =>
        machine.Workers.Split(images, _chunk, (part, first, end) =>
        {
            for (int chunk = first; chunk < end; chunk += _chunk)
                work(part, chunk, Math.Min(_chunk, end - chunk));
        });

    private MatrixView Gathered(int part, int first, int count)
    {
        var buffer = _patchBuffers[part] ??= new(_chunk * image.Pixels, weights.FanIn);
        for (int i = 0; i < count; i++)
        {
            _patches.Gather(
                _input!.Values.AsSpan((first + i) * image.Length, image.Length), buffer.View.SliceRows(i * image.Pixels, image.Pixels));
        }

        return buffer.View.SliceRows(0, count * image.Pixels);
    }
}
