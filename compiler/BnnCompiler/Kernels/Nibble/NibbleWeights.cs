// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Kernels.Nibble;

/// <summary>
/// Which layers are small enough for <c>NibbleDense</c> of the runtime, which has four bytes of weights in memory for one of the model's.
/// </summary>
internal static class NibbleWeights
{
    /// <summary>Bytes of the weights of 64 outputs for a word of inputs.</summary>
    public const int UnitBytes = 1024;

    /// <summary>Words of an input whose differing bits are counted in 16 bits.</summary>
    public const int MostWords = short.MaxValue / 64;

    /// <summary>Bytes of the nearest cache.</summary>
    private const int NearestBytes = 32 * 1024;

    /// <summary>With fewer outputs, half of its lanes would be idle.</summary>
    private const int FewestOutputs = 32;

    /// <summary>Words of an input times blocks of 64 outputs: the kernel's time is in proportion to it.</summary>
    public static int Units(int words, int outputs) => words * TensorType.WordsFor(outputs);

    /// <summary>Whether the weights of a layer on so many words are few enough.</summary>
    public static bool Fit(int words, int outputs) => outputs >= FewestOutputs && (long)Units(words, outputs) * UnitBytes <= NearestBytes;
}
