// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Calls;

/// <summary>The unit of the interleaved weight layout: word j of neuron 8b + l is weights[(b·words + j)·8 + l].</summary>
internal static class NeuronBlock
{
    /// <summary>Neurons per block; the outputs of a layer are padded to a multiple of it with all-zero weights.</summary>
    public const int Neurons = 8;

    /// <summary>Counted words whose parts can be added: a byte of a word has at most 8 ones, and 31 · 8 = 248 is the last below 256.</summary>
    public const int PartsHold = 31;

    public static int PaddedTo(int neurons) => (neurons + Neurons - 1) / Neurons * Neurons;
}
