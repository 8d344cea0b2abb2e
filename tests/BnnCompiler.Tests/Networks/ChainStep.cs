// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>One pointwise step between two layers: <see cref="Kind"/> with parameters that are repeated over the channels.</summary>
internal sealed record ChainStep(string Kind, float[] A, float[] B, float[] C, float[] D, float Epsilon = 0)
{
    /// <summary>A step with at most one parameter.</summary>
    public static ChainStep Of(string kind, params float[] a) => new(kind, a, [], [], []);

    /// <summary>The step in float32, each operation rounded.</summary>
    public float Apply(float x, int channel)
    {
        float Of(float[] values) => values[channel % values.Length];
        switch (Kind)
        {
            case "batch_norm":
                float centered = x - Of(C);
                float scaled = Of(A) * centered;
                float deviation = MathF.Sqrt(Of(D) + Epsilon);
                float normalized = scaled / deviation;
                return normalized + Of(B);
            case "add": return x + Of(A);
            case "sub": return x - Of(A);
            case "mul": return x * Of(A);
            case "div": return x / Of(A);
            case "relu": return x > 0f ? x : 0f;
            case "prelu": return x < 0f ? x * Of(A) : x;
            case "clip": return x < A[0] ? A[0] : x > B[0] ? B[0] : x;
            case "floor": return MathF.Floor(x);
            case "ceil": return MathF.Ceiling(x);
            case "round": return MathF.Round(x, MidpointRounding.ToEven);
            default: throw new NotSupportedException(Kind);
        }
    }

    /// <summary>The sign of x as a source spells it.</summary>
    public static float SignOf(string spelling, float x) => spelling switch
    {
        "plus" or "where_ge" or "not_less" or "straight_through" => x >= 0f ? 1f : -1f,
        "minus" or "where_gt" => x > 0f ? 1f : -1f,
        "inverted_gt" => x > 0f ? -1f : 1f,
        "half" => x >= 0f ? 0.5f : -0.5f,
        _ => throw new NotSupportedException(spelling),
    };

    /// <summary>This step without one of its parameters.</summary>
    public IEnumerable<ChainStep> Plainer()
    {
        if (Kind != "batch_norm")
            yield break;
        if (A.Any(gamma => gamma != 1))
            yield return this with { A = [.. A.Select(_ => 1f)] };
        if (B.Any(beta => beta != 0))
            yield return this with { B = [.. B.Select(_ => 0f)] };
        if (C.Any(mean => mean != 0))
            yield return this with { C = [.. C.Select(_ => 0f)] };
        if (D.Any(variance => variance != 1))
            yield return this with { D = [.. D.Select(_ => 1f)] };
    }
}
