// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>How a generated network reads its input.</summary>
public enum InputEncoding
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

/// <summary>One step between two layers: <see cref="Kind"/> with one parameter per channel, or one for all.</summary>
public sealed record ChainStep(string Kind, float[] A, float[] B, float[] C, float[] D, float Epsilon = 0);

/// <summary>A layer: weights of outputs x inputs, each +scale or -scale, then a chain, then a sign unless it is the last.</summary>
public sealed record DenseLayer(float[][] Weights, ChainStep[] Chain, string SignSpelling);

/// <summary>A dense binarized network as a float32 program, with nothing of the compiler in it.</summary>
public sealed record DenseNetwork(InputEncoding Input, int InputLength, DenseLayer[] Layers)
{
    /// <summary>
    /// Whether float32 arithmetic in the order of the imported graph gives these scores bit for bit. Sums of mapped pixels it rounds at
    /// every term, where the compiled network and <see cref="Evaluate"/> round once.
    /// </summary>
    public bool IsExactInFloat32 => Input != InputEncoding.AffinePixels;

    /// <summary>
    /// The scores of one example by plain float32 arithmetic. Every sum of it is exact, or is taken in ascending order of the inputs, so
    /// there is no second opinion about the right answer.
    /// </summary>
    public float[] Evaluate(float[] example)
    {
        float[] activations = [.. example.Select(Encode)];
        foreach (var layer in Layers)
        {
            bool readsMappedPixels = Input == InputEncoding.AffinePixels && ReferenceEquals(layer, Layers[0]);
            activations = [.. layer.Weights.Select(row => readsMappedPixels ? SumOfMappedPixels(row, example) : Sum(row, activations))];
            foreach (var step in layer.Chain)
                activations = [.. activations.Select((x, channel) => Apply(step, x, channel))];
            if (layer.SignSpelling.Length > 0)
                activations = [.. activations.Select(x => SignOf(layer.SignSpelling, x))];
        }

        return activations;
    }

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

    private static float Apply(ChainStep step, float x, int channel)
    {
        float Of(float[] values) => values.Length == 1 ? values[0] : values[channel];
        switch (step.Kind)
        {
            case "batch_norm":
                float centered = x - Of(step.C);
                float scaled = Of(step.A) * centered;
                float deviation = MathF.Sqrt(Of(step.D) + step.Epsilon);
                float normalized = scaled / deviation;
                return normalized + Of(step.B);
            case "add": return x + Of(step.A);
            case "sub": return x - Of(step.A);
            case "mul": return x * Of(step.A);
            case "div": return x / Of(step.A);
            case "relu": return x > 0f ? x : 0f;
            case "prelu": return x < 0f ? x * Of(step.A) : x;
            case "clip": return x < step.A[0] ? step.A[0] : x > step.B[0] ? step.B[0] : x;
            case "floor": return MathF.Floor(x);
            case "ceil": return MathF.Ceiling(x);
            case "round": return MathF.Round(x, MidpointRounding.ToEven);
            default: throw new NotSupportedException(step.Kind);
        }
    }

    private static float SignOf(string spelling, float x) => spelling switch
    {
        "plus" or "where_ge" or "not_less" or "straight_through" => x >= 0f ? 1f : -1f,
        "minus" or "where_gt" => x > 0f ? 1f : -1f,
        "inverted_gt" => x > 0f ? -1f : 1f,
        "half" => x >= 0f ? 0.5f : -0.5f,
        _ => throw new NotSupportedException(spelling),
    };
}
