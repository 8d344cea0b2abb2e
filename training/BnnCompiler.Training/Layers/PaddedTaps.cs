// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// Takes out of sums of bits what the taps outside of the image added. In patches such a tap is 0; as a bit it counts as +1 and adds its weight,
/// channel by channel, where zero padding adds nothing.
/// </summary>
internal sealed class PaddedTaps(ImageShape image, int kernel)
{
    private readonly Patches _patches = new(image, kernel);

    // Weights of a tap, summed over the channels: taps x outputs.
    private Matrix? _tapSums;

    /// <summary>Takes note of the weights, <c>outputs x (kernel · kernel · channels)</c>.</summary>
    public void Prepare(Matrix weights)
    {
        _tapSums ??= new(kernel * kernel, weights.Rows);
        for (int output = 0; output < weights.Rows; output++)
        {
            var row = weights.Row(output);
            for (int tap = 0; tap < kernel * kernel; tap++)
            {
                float sum = 0;
                foreach (float weight in row.Slice(tap * image.Channels, image.Channels))
                    sum += weight;
                _tapSums.Row(tap)[output] = sum;
            }
        }
    }

    /// <summary>Corrects the sums of an image, a row per pixel.</summary>
    public void Correct(MatrixView sums)
    {
        for (int y = 0; y < image.Height; y++)
        {
            bool isInner = y >= kernel / 2 && y < image.Height - (kernel / 2);
            for (int x = 0; x < image.Width; x++)
            {
                if (isInner && x == kernel / 2)
                    x = Math.Max(x, image.Width - (kernel / 2));
                if (x >= image.Width)
                    break;
                var row = sums.Row((y * image.Width) + x);
                for (int tap = 0; tap < kernel * kernel; tap++)
                {
                    if (!_patches.IsInside(y, x, tap / kernel, tap % kernel))
                        TensorPrimitives.Subtract(row, _tapSums!.Row(tap), row);
                }
            }
        }
    }
}
