// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>A dense layer with weights +1 and -1, and the batch normalization behind it.</summary>
internal sealed class BinaryLayer(int inputs, int outputs)
{
    /// <summary>Keeps the division by a channel's deviation finite (the paper's 1e-4).</summary>
    public const float Epsilon = 1e-4f;

    public int Inputs { get; } = inputs;

    public int Outputs { get; } = outputs;

    /// <summary>[Outputs, Inputs], each in [-1, +1]. The network computes with their signs; training moves them.</summary>
    public float[] LatentWeights { get; } = new float[outputs * inputs];

    /// <summary>The signs of <see cref="LatentWeights"/>, where 0 counts as positive.</summary>
    public float[] Weights { get; } = new float[outputs * inputs];

    public float[] Gamma { get; } = new float[outputs];

    public float[] Beta { get; } = new float[outputs];

    public float[] Mean { get; } = new float[outputs];

    public float[] Variance { get; } = new float[outputs];

    /// <summary>+1 or -1; sign(0) = +1 as in the paper and in QONNX's BipolarQuant.</summary>
    public static float Sign(float value) => value >= 0 ? 1 : -1;

    /// <summary>Takes the signs of the latent weights again.</summary>
    public void Binarize()
    {
        for (int i = 0; i < Weights.Length; i++)
            Weights[i] = Sign(LatentWeights[i]);
    }

    /// <summary>Per output, the sum of <paramref name="signs"/> times weights: a whole number, so its order does not matter.</summary>
    public void Sum(ReadOnlySpan<float> signs, Span<float> sums)
    {
        for (int o = 0; o < Outputs; o++)
            sums[o] = Rows.Dot(Weights.AsSpan(o * Inputs, Inputs), signs);
    }

    /// <summary>Batch normalization, rounded to float32 after every step in the order of ONNX's definition.</summary>
    public void Normalize(Span<float> sums)
    {
        for (int o = 0; o < Outputs; o++)
            sums[o] = (Gamma[o] * (sums[o] - Mean[o]) / MathF.Sqrt(Variance[o] + Epsilon)) + Beta[o];
    }
}
