// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// Weights interleaved by eight outputs, so that the lanes of a vector are outputs: w[b, j, l] is the j-th word of 64 weights of output 8b + l. Weights behind
/// the end of a row and of outputs behind the last are 0. One layout serves vectors of 128, 256 and 512 bits.
/// </summary>
internal static class InterleavedWeights
{
    /// <summary>Outputs per block.</summary>
    public const int Lanes = 8;

    /// <summary>The outputs of full blocks: the last block is filled up.</summary>
    public static int PaddedOutputs(int outputs) => (outputs + Lanes - 1) / Lanes * Lanes;

    /// <summary>The shape of weights for rows that each start in a new word.</summary>
    public static Shape ShapeOf(int outputs, Shape terms) => new(PaddedOutputs(outputs) / Lanes, terms.Rows * TensorType.WordsFor(terms.Last), Lanes, 64);

    /// <summary>Word <paramref name="word"/> of the weights of an output.</summary>
    public static ulong Word(BitTensor weights, int output, int word) =>
        weights.Words[(((output / Lanes * weights.Type.Shape[1]) + word) * Lanes) + (output % Lanes)];

    /// <summary>
    /// Checks <c>padding-weights</c>, unless the weights lie in a file, before which they were checked; the input has rows of
    /// <paramref name="rowLength"/> bits, each in words of its own.
    /// </summary>
    public static void Verify(Op layer, Constant weights, int outputs, int rowLength)
    {
        int words = weights.Type.Shape[1], rowWords = TensorType.WordsFor(rowLength), tail = rowLength % 64;
        ulong behindRow = tail == 0 ? 0 : ulong.MaxValue << tail;
        if (weights.Value is not BitTensor bits)
            return;
        var values = bits.Words;
        for (int index = 0; index < values.Length; index++)
        {
            int lane = index % Lanes, word = index / Lanes % words, block = index / Lanes / words;
            int output = (block * Lanes) + lane;
            ulong padding = output >= outputs ? ulong.MaxValue : word % rowWords == rowWords - 1 ? behindRow : 0;
            if ((values[index] & padding) != 0)
            {
                throw Rule.Broken(layer, "padding-weights",
                    $"a padding weight of output {NumberText.Of(output)} in word {NumberText.Of(word)} is set; expected 0");
            }
        }
    }
}
