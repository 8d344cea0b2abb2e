// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Engines;

/// <summary>One way to compute a network's scores.</summary>
internal interface IEngine
{
    /// <summary>Computes the scores of one example of pixels.</summary>
    void Run(ReadOnlySpan<byte> pixels, Span<float> scores);

    /// <summary>Computes the scores of one example of real numbers.</summary>
    void Run(ReadOnlySpan<float> values, Span<float> scores);
}
