// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Networks;

/// <summary>Weights and pixels as 64-bit words: the channels of a tap, or of a pixel, begin in a new word; bits behind them are 0.</summary>
internal static class WeightWords
{
    /// <summary>Words of a number of channels.</summary>
    public static int Of(int channels) => (channels + 63) / 64;

    /// <summary>The weights of a layer: [outputs, taps, words].</summary>
    public static ulong[] Pack(Layer layer)
    {
        int channels = layer.Input.Channels, words = Of(channels);
        ulong[] packed = new ulong[layer.Weights.Length / channels * words];
        for (int i = 0; i < layer.Weights.Length; i++)
        {
            if (layer.Weights[i] > 0)
                packed[(i / channels * words) + (i % channels / 64)] |= 1UL << (i % channels);
        }

        return packed;
    }
}
