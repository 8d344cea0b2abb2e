// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Kernels.Pixels;

namespace BnnCompiler.Runtime.Tests.Kernels.Pixels;

public sealed class BitSquareTests
{
    [Fact]
    public void Bit_j_of_row_i_becomes_bit_i_of_row_j()
    {
        for (int i = 0; i < BitSquare.Side; i++)
        {
            for (int j = 0; j < BitSquare.Side; j++)
            {
                ulong[] square = new ulong[BitSquare.Side];
                square[i] = 1ul << j;
                AssertTransposes(square, $"only bit {j} of row {i}");
            }
        }
    }

    [Fact]
    public void Squares_of_any_bits_are_transposed()
    {
        var random = new Random(64);
        for (int sample = 0; sample < 20; sample++)
            AssertTransposes(
                [.. Enumerable.Range(0, BitSquare.Side).Select(_ => (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1))],
                $"sample {sample}");
    }

    private static void AssertTransposes(ulong[] square, string what)
    {
        ulong[] expected = [.. Enumerable.Range(0, BitSquare.Side).Select(j =>
            Enumerable.Range(0, BitSquare.Side).Aggregate(0ul, (row, i) => row | (((square[i] >> j) & 1) << i)))];
        var found = new Guarded<ulong>(BitSquare.Side);
        square.CopyTo(found.Span);

        BitSquare.Transpose(ref found.Span[0]);

        found.AssertIs(expected, what);
    }
}
