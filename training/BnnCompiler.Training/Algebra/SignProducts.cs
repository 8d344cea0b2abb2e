// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime;

namespace BnnCompiler.Training.Algebra;

/// <summary>
/// Products of matrices of +1 and -1 by the XNOR-popcount kernel that compiled networks run on (the paper's XNOR-popcount product: the same sums, one
/// bit an element). Exact.
/// </summary>
/// <param name="outputs">Rows of the weights.</param>
/// <param name="fanIn">Columns of the weights and of the activations.</param>
internal sealed class SignProducts(int outputs, int fanIn)
{
    // XnorDense wants words of eight neurons side by side.
    private const int Interleaved = 8, WordBits = 64;

    private readonly int _words = (fanIn + WordBits - 1) / WordBits;
    private readonly ulong[] _rows = new ulong[outputs * ((fanIn + WordBits - 1) / WordBits)];
    private readonly ulong[] _weights =
        new ulong[(outputs + Interleaved - 1) / Interleaved * Interleaved * ((fanIn + WordBits - 1) / WordBits)];

    /// <summary>Packs the weights, <c>outputs x fanIn</c> of +1 and -1, for the products to come.</summary>
    public void Pack(Matrix weights)
    {
        Binarize.AtLeast(weights.Values, 0f, fanIn, _rows);
        for (int output = 0; output < outputs; output++)
        {
            int block = output / Interleaved * Interleaved * _words, lane = output % Interleaved;
            for (int word = 0; word < _words; word++)
                _weights[block + (word * Interleaved) + lane] = _rows[(output * _words) + word];
        }
    }

    /// <summary>result = activations · weightsᵀ, where an activation counts as +1 if it is 0 or more.</summary>
    public void TimesTransposed(MatrixView activations, MatrixView result)
    {
        Span<ulong> bits = stackalloc ulong[_words];
        Span<int> sums = stackalloc int[outputs];
        for (int row = 0; row < activations.Rows; row++)
        {
            Binarize.AtLeast(activations.Row(row), 0f, bits);
            XnorDense.Dot(bits, _weights, fanIn, sums);
            var target = result.Row(row);
            for (int output = 0; output < sums.Length; output++)
                target[output] = sums[output];
        }
    }
}
