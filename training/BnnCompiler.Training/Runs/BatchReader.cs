// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Runs;

/// <summary>Turns images into the rows that a network reads: channels-last, pixels replaced by their values.</summary>
/// <param name="images">Images, channel by channel.</param>
/// <param name="network">What reads them. A flat one takes their bytes as they come.</param>
/// <param name="values">The value of every pixel 0..255.</param>
internal sealed class BatchReader(ImageSet images, Architecture network, float[] values)
{
    private readonly Data.ImageShape _layout = new(network.Channels, network.Height, network.Width);
    private readonly byte[] _changed = new byte[images.Shape.Length];
    private Matrix? _batch;
    private byte[] _labels = [];

    /// <summary>Pixels as they are.</summary>
    public static float[] RawValues { get; } = [.. Enumerable.Range(0, 256).Select(p => (float)p)];

    /// <summary>Pixels as a network reads them, in float32: p / 255 · multiplier + offset.</summary>
    public static float[] ValuesOf(PixelScaling scaling) =>
        [.. Enumerable.Range(0, 256).Select(p => (p / 255f * scaling.Multiplier) + scaling.Offset)];

    /// <summary>The labels of the last batch.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>The images at some indices, changed at random if there is an augmentation; good until the next call.</summary>
    public Matrix Read(ReadOnlySpan<int> indices, Augmentation? augmentation = null, RandomNumbers? random = null)
    {
        if (_labels.Length != indices.Length)
            (_batch, _labels) = (new(indices.Length * _layout.Pixels, _layout.Channels), new byte[indices.Length]);
        for (int i = 0; i < indices.Length; i++)
        {
            var image = images.Image(indices[i]);
            if (augmentation is not null)
            {
                augmentation.Apply(image, _changed, random!);
                image = _changed;
            }

            _labels[i] = images.Labels[indices[i]];
            Interleave(image, _batch!.Values.AsSpan(i * _layout.Length, _layout.Length));
        }

        return _batch!;
    }

    private void Interleave(ReadOnlySpan<byte> image, Span<float> target)
    {
        for (int channel = 0; channel < _layout.Channels; channel++)
        {
            for (int pixel = 0; pixel < _layout.Pixels; pixel++)
                target[(pixel * _layout.Channels) + channel] = values[image[(channel * _layout.Pixels) + pixel]];
        }
    }
}
