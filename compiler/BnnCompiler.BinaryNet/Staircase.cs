// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.BinaryNet;

/// <summary>
/// How a real number becomes one of a few: with n the number of limits that it reaches, First + n * Step. Every value is exact in float32, and so is
/// every sum of a layer on them: values are multiples of a power of two.
/// </summary>
/// <param name="First">The value below all limits, also of what is no number.</param>
/// <param name="Step">From a value to the next.</param>
/// <param name="Limits">Ascending; a number is said to reach a limit from its equal on.</param>
internal sealed record Staircase(float First, float Step, ImmutableArray<float> Limits)
{
    /// <summary>The paper's: -1, and +1 from 0 on.</summary>
    public static readonly Staircase Sign = new(-1, 2, [0]);

    /// <summary>-1, 0 and +1: the nearest of the three, upwards from the middle between two.</summary>
    public static readonly Staircase Ternary = new(-1, 1, [-0.5f, 0.5f]);

    /// <summary>
    /// Two bits: -1.5, -0.5, 0.5 and 1.5, the nearest of the four. Steps of 1 are within half a percent of those that lose least of a normal
    /// distribution (0.9957 deviations: Max, 1960, Table II), which a batch norm's results are near to, and a third of 1 is no float32.
    /// </summary>
    public static readonly Staircase TwoBit = new(-1.5f, 1, [-1, 0, 1]);

    /// <summary>The value above all limits.</summary>
    public float Last => First + (Limits.Length * Step);

    /// <summary>Whether it is the paper's, of which one bit and nothing else is left.</summary>
    public bool IsSign => this == Sign;

    /// <summary>What becomes of a number.</summary>
    public float Of(float number) => First + (Limits.Count(limit => number >= limit) * Step);

    /// <summary>Equal values at equal limits.</summary>
    public bool Equals(Staircase? other) => other is not null && (First, Step) == (other.First, other.Step) && Limits.SequenceEqual(other.Limits);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First, Step, Limits.Length);
}
