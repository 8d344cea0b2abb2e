// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime;

/// <summary>
/// A compiled network as an object, for code that takes any network: a service with dependency injection, a test with a stand-in. Every generated
/// class has one as <c>Instance</c>; code that knows its network calls the class itself.
/// </summary>
/// <remarks>Thread-safe. Inputs lie in the network's own order, row-major.</remarks>
public interface IBnnModel
{
    /// <summary>The network's name, as in its file.</summary>
    string Name { get; }

    /// <summary>What one input is: uint8 pixels or float32 values, and its dimensions.</summary>
    InputShape InputShape { get; }

    /// <summary>Scores of one input.</summary>
    int ClassCount { get; }

    /// <summary>Computes the scores of one input of pixels.</summary>
    /// <param name="input"><see cref="InputShape.Length"/> pixels.</param>
    /// <param name="scores"><see cref="ClassCount"/> scores, all written.</param>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    /// <exception cref="NotSupportedException">The network takes float32 values.</exception>
    void Run(ReadOnlySpan<byte> input, Span<float> scores);

    /// <summary>Computes the scores of one input of values.</summary>
    /// <param name="input"><see cref="InputShape.Length"/> values.</param>
    /// <param name="scores"><see cref="ClassCount"/> scores, all written.</param>
    /// <exception cref="ArgumentException">A length is another one.</exception>
    /// <exception cref="NotSupportedException">The network takes uint8 pixels.</exception>
    void Run(ReadOnlySpan<float> input, Span<float> scores);
}
