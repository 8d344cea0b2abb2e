// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// Weights interleaved by eight outputs, so that the lanes of a vector are outputs: w[b, j, l] is the j-th word of 64 weights of output 8b + l.
/// Weights behind the end of a row and of outputs behind the last are 0. One layout serves vectors of 128, 256 and 512 bits.
/// </summary>
internal static class InterleavedWeights
{
    /// <summary>Outputs per block.</summary>
    public const int Lanes = 8;

    /// <summary>The outputs of full blocks: the last block is filled up.</summary>
    public static int PaddedOutputs(int outputs) => (outputs + Lanes - 1) / Lanes * Lanes;

    /// <summary>The shape of weights for rows that each start in a new word.</summary>
    public static Shape ShapeOf(int outputs, Shape terms) =>
        new(PaddedOutputs(outputs) / Lanes, terms.Rows * TensorType.WordsFor(terms.Last), Lanes, 64);

    /// <summary>
    /// The weights of a layer, negated where it says so. The words of an output are those of all its rows: taps of a convolution, or pixels in front
    /// of a flatten; the input pads each to whole words, and so do the weights.
    /// </summary>
    /// <param name="layer">Its weights are one row or several for each output, the first axis.</param>
    /// <param name="rowLength">Bits of a row.</param>
    public static Op Of(Layer layer, int rowLength)
    {
        var weights = (Constant)layer.Op.Operands[1];
        int outputs = weights.Type.Shape[0], rows = weights.Type.Shape.ElementCount / outputs / rowLength;
        var bits = (BitTensor)weights.Bits.Reshape(new(outputs, rows, rowLength));
        int words = rows * bits.RowWords;
        ulong tail = rowLength % 64 == 0 ? ulong.MaxValue : (1UL << (rowLength % 64)) - 1;
        var shape = ShapeOf(layer.Op, outputs, words);
        ulong[] interleaved = new ulong[shape.ElementCount / 64];
        for (int n = 0; n < outputs; n++)
        {
            bool isNegated = layer.IsNegated(n);
            for (int j = 0; j < words; j++)
            {
                ulong used = j % bits.RowWords == bits.RowWords - 1 ? tail : ulong.MaxValue;
                ulong word = bits.Words[(n * words) + j];
                interleaved[(((n / Lanes * words) + j) * Lanes) + (n % Lanes)] = isNegated ? ~word & used : word;
            }
        }

        return new Constant(new BitTensor(new(ElementType.Bit, shape), ImmutableArray.Create(interleaved))).NamedAs(weights);
    }

    /// <summary>The shape of weights with as many words for each output; refuses what rows padded to words make too large.</summary>
    public static Shape ShapeOf(Op layer, int outputs, int words)
    {
        long padded = PaddedOutputs(outputs);
        return padded * words * 64 <= Shape.MaxElements
            ? new((int)padded / Lanes, words, Lanes, 64)
            : throw DiagnosticCatalog.UnsupportedGraph.Error(layer.Origin,
                $"the layer reads {NumberText.Of(words)} words of 64 bits, as the channels of each pixel begin a new one, "
                + $"for each of {NumberText.Of(outputs)} outputs; expected at most {NumberText.Of(Shape.MaxElements)} bits of weights. "
                + "Use fewer pixels or more channels in front of it");
    }

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
