// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.EndToEnd.Tests.OnnxRuntime;

/// <summary>Signs as ONNX has them, channels-first floats, against our bits, which are channels-last.</summary>
internal static class ChannelsFirstBits
{
    /// <summary>How many elements of <paramref name="signs"/> are not the +1 or -1 that the bit at their place stands for.</summary>
    public static int Differing(BitTensor bits, RuntimeTensor signs)
    {
        var shape = bits.Type.Shape;
        int channels = shape.Channels, pixels = shape.ElementCount / channels;
        Assert.Equal(shape.Rank == 4 ? new Shape(1, channels, shape[1], shape[2]) : shape, signs.Shape);
        int differing = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                if (signs.Values[(channel * pixels) + pixel] != (bits.IsSet((pixel * channels) + channel) ? 1 : -1))
                    differing++;
            }
        }

        return differing;
    }
}
