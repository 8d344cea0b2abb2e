// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Kernels;

/// <summary>The unit of the interleaved weight layout: word j of neuron 8b + l is weights[(b·words + j)·8 + l].</summary>
internal static class NeuronBlock
{
    /// <summary>Neurons per block; the outputs of a layer are padded to a multiple of it with all-zero weights.</summary>
    public const int Neurons = 8;

    public static int PaddedTo(int neurons) => (neurons + Neurons - 1) / Neurons * Neurons;
}
