// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

/// <summary>Matrices to compute with.</summary>
internal static class RandomMatrix
{
    /// <summary>Normally distributed multiples of 2^-10: a step of a power of two from one to the next number loses nothing.</summary>
    public static Matrix Normal(int rows, int columns, ulong seed) => Of(rows, columns, seed, random => Math.Round(random.Normal() * 1024) / 1024);

    /// <summary>Whole numbers from -3 to 3, whose sums of products are exact in any order.</summary>
    public static Matrix Whole(int rows, int columns, ulong seed) => Of(rows, columns, seed, random => random.Below(7) - 3);

    public static Matrix Signs(int rows, int columns, ulong seed) => Of(rows, columns, seed, random => (2 * random.Below(2)) - 1);

    private static Matrix Of(int rows, int columns, ulong seed, Func<RandomNumbers, double> draw)
    {
        var random = new RandomNumbers(seed);
        var matrix = new Matrix(rows, columns);
        foreach (ref float value in matrix.Values.AsSpan())
            value = (float)draw(random);
        return matrix;
    }
}
