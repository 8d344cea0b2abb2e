// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>
/// Pixels to +1 and -1, then dense layers with batch normalization, with a sign between each two. What the last batch normalization gives
/// are the scores of the ten digits.
/// </summary>
internal sealed class BinaryNetwork(params int[] widths)
{
    /// <summary>From the pixels to the scores.</summary>
    public BinaryLayer[] Layers { get; } = [.. widths.Skip(1).Select((outputs, i) => new BinaryLayer(widths[i], outputs))];

    /// <summary>The signs that the first layer gets: bright pixels +1, dark ones -1.</summary>
    public static float[] Binarize(byte[] pixels) => [.. pixels.Select(pixel => BinaryLayer.Sign((2 * (pixel / 255f)) - 1))];

    /// <summary>The scores of one image, computed step by step as the ONNX file says, in float32.</summary>
    public float[] Scores(byte[] pixels)
    {
        float[] signs = Binarize(pixels);
        foreach (var layer in Layers)
        {
            float[] values = new float[layer.Outputs];
            layer.Sum(signs, values);
            layer.Normalize(values);
            if (layer == Layers[^1])
                return values;
            signs = [.. values.Select(BinaryLayer.Sign)];
        }

        throw new InvalidOperationException("A network has at least one layer.");
    }
}
