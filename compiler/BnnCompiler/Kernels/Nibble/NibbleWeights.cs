// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;

namespace BnnCompiler.Kernels.Nibble;

/// <summary>Which XNOR layers of C# are small enough for <c>NibbleDense</c> of the runtime, which has four bytes of weights in memory for one of the model's.</summary>
internal static class NibbleWeights
{
    /// <summary>Bytes of the weights of 64 outputs for a word of inputs.</summary>
    public const int UnitBytes = 1024;

    /// <summary>Bytes of the nearest cache.</summary>
    private const int NearestBytes = 32 * 1024;

    /// <summary>With fewer outputs, half of its lanes would be idle.</summary>
    private const int FewestOutputs = 32;

    /// <summary>Words of an input times blocks of 64 outputs: the kernel's time is in proportion to it.</summary>
    public static int Units(int words, int outputs) => words * TensorType.WordsFor(outputs);

    /// <summary>Whether a layer on so many words takes it.</summary>
    public static bool Takes(int words, int outputs) => outputs >= FewestOutputs && (long)Units(words, outputs) * UnitBytes <= NearestBytes;

    /// <summary>Whether a layer takes it.</summary>
    public static bool Takes(XnorThreshold op) => Takes(WordsOf(op), op.Type.Shape.Last);

    /// <summary>Words of an input.</summary>
    public static int WordsOf(XnorThreshold op) => op.Weights.Type.Shape[1];
}
