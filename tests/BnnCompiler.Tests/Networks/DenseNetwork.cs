// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Tests.Networks;

/// <summary>How a generated network reads its input.</summary>
internal enum InputEncoding
{
    /// <summary>float32 values, binarized by the network: <c>sign(2x - 1)</c>.</summary>
    BinarizedFloat,

    /// <summary>Pixels p / 255, binarized by the network.</summary>
    BinarizedPixels,

    /// <summary>Pixels read as the numbers 0..255, summed by the first layer.</summary>
    Pixels,

    /// <summary>Pixels read as 2 * (p / 255) - 1, summed by the first layer.</summary>
    AffinePixels,

    /// <summary>float32 values, summed by the first layer.</summary>
    Float,
}

/// <summary>A layer: weights of outputs x inputs, each +scale or -scale, then a chain, then a sign unless it is the last.</summary>
internal sealed record DenseLayer(float[][] Weights, ChainStep[] Chain, string SignSpelling);

/// <summary>A dense binarized network as a float32 program, with nothing of the compiler in it.</summary>
internal sealed record DenseNetwork(InputEncoding Input, int InputLength, DenseLayer[] Layers) : INetwork
{
    /// <inheritdoc/>
    public bool IsExactInFloat32 => Input != InputEncoding.AffinePixels;

    /// <inheritdoc/>
    public float[] Evaluate(float[] example)
    {
        float[] activations = [.. example.Select(Encode)];
        foreach (var layer in Layers)
        {
            bool readsMappedPixels = Input == InputEncoding.AffinePixels && ReferenceEquals(layer, Layers[0]);
            activations = [.. layer.Weights.Select(row => readsMappedPixels ? SumOfMappedPixels(row, example) : Sum(row, activations))];
            foreach (var step in layer.Chain)
                activations = [.. activations.Select(step.Apply)];
            if (layer.SignSpelling.Length > 0)
                activations = [.. activations.Select(x => ChainStep.SignOf(layer.SignSpelling, x))];
        }

        return activations;
    }

    /// <inheritdoc/>
    public Graph ToGraph(string name) => DenseNetworkGraph.Of(this, name);

    /// <inheritdoc/>
    /// <remarks>An infinite value times 0 is no number.</remarks>
    public bool MayBeRefused(string code) => code == DiagnosticCatalog.NotANumber.Code;

    /// <inheritdoc/>
    public IEnumerable<NetworkCase> Smaller(float[][] examples) => DenseNetworkShrinker.Smaller(this, examples);

    private float Encode(float x)
    {
        if (Input == InputEncoding.BinarizedPixels)
            x /= 255f;
        return Input is InputEncoding.BinarizedFloat or InputEncoding.BinarizedPixels ? ((x * 2f) - 1f >= 0f ? 1f : -1f) : x;
    }

    private static float Sum(float[] weights, float[] activations)
    {
        float sum = 0;
        for (int k = 0; k < weights.Length; k++)
            sum += weights[k] * activations[k];
        return sum;
    }

    /// <summary>
    /// The sum of w * (2p/255 - 1), rounded once. It is a fraction over 255: rounding the quotient to float64 first cannot move it across
    /// the middle of two floats, because 1/255 of a float's last place is far more than float64's.
    /// </summary>
    private static float SumOfMappedPixels(float[] weights, float[] pixels)
    {
        long numerator = 0;
        for (int k = 0; k < weights.Length; k++)
            numerator += Math.Sign(weights[k]) * ((2 * (long)pixels[k]) - 255);
        return (float)(numerator / 255.0) * Math.Abs(weights[0]);
    }
}
