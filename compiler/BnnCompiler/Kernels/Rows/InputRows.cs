// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Weights of a dense layer in a row for each input, so that the lanes of a vector are outputs.</summary>
internal static class InputRows
{
    /// <summary>The weights of a dense layer, turned.</summary>
    /// <param name="weights">A row for each output.</param>
    /// <param name="negated">Whether an output's weights are to be negated; null for none.</param>
    /// <param name="zeros">Rows of zeros behind the last.</param>
    public static Constant Of(Constant weights, Predicate<int>? negated = null, int zeros = 0)
    {
        var bits = weights.Bits;
        int outputs = weights.Type.Shape[0], fanIn = weights.Type.Shape[1], words = TensorType.WordsFor(outputs);
        ulong[] columns = new ulong[(fanIn + zeros) * words];
        ulong[] block = new ulong[64];
        for (int first = 0; first < outputs; first += 64)
        {
            for (int word = 0; word < bits.RowWords; word++)
            {
                for (int i = 0; i < 64; i++)
                    block[i] = first + i < outputs
                        ? bits.Words[((first + i) * bits.RowWords) + word] ^ (negated?.Invoke(first + i) == true ? ulong.MaxValue : 0)
                        : 0;
                Bits.Transpose(block);
                for (int i = 0; i < 64 && (64 * word) + i < fanIn; i++)
                    columns[(((64 * word) + i) * words) + (first / 64)] = block[i];
            }
        }

        var type = new TensorType(ElementType.Bit, new(fanIn + zeros, outputs));
        return (Constant)new Constant(new BitTensor(type, ImmutableArray.Create(columns))).NamedAs(weights);
    }
}
