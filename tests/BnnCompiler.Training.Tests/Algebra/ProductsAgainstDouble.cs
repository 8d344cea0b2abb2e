// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

/// <summary>Compares the three products of a library with sums in float64, over sizes around vector widths, on views whose rows lie apart.</summary>
internal static class ProductsAgainstDouble
{
    private const float Earlier = 7;

    private static readonly (int M, int N, int K)[] Sizes = [(1, 1, 1), (2, 3, 5), (7, 16, 9), (17, 5, 33), (3, 40, 64)];

    public static void TimesTransposed(MatrixProducts products)
    {
        foreach (var (m, n, k) in Sizes)
        {
            Matrix a = RandomMatrix.Normal(m, k + 2, 1), b = RandomMatrix.Normal(n, k + 2, 2), result = Filled(m, n + 2);
            products.TimesTransposed(Inner(a), Inner(b), Inner(result));
            AssertEqual(result, (i, j) => Sum(k, l => At(a, i, l) * At(b, j, l)));
        }
    }

    public static void Times(MatrixProducts products)
    {
        foreach (var (m, n, k) in Sizes)
        {
            Matrix a = RandomMatrix.Normal(m, k + 2, 1), b = RandomMatrix.Normal(k, n + 2, 2), result = Filled(m, n + 2);
            products.Times(Inner(a), Inner(b), Inner(result));
            AssertEqual(result, (i, j) => Sum(k, l => At(a, i, l) * At(b, l, j)));
        }
    }

    public static void AddTransposedTimes(MatrixProducts products)
    {
        foreach (var (m, n, k) in Sizes)
        {
            Matrix a = RandomMatrix.Normal(k, m + 2, 1), b = RandomMatrix.Normal(k, n + 2, 2), result = Filled(m, n + 2);
            products.AddTransposedTimes(Inner(a), Inner(b), Inner(result));
            AssertEqual(result, (i, j) => Earlier + Sum(k, l => At(a, l, i) * At(b, l, j)));
        }
    }

    private static void AssertEqual(Matrix result, Func<int, int, double> expected)
    {
        for (int i = 0; i < result.Rows; i++)
        {
            Assert.Equal(Earlier, result.Row(i)[0]);
            Assert.Equal(Earlier, result.Row(i)[^1]);
            for (int j = 0; j < result.Columns - 2; j++)
                Assert.Equal(expected(i, j), At(result, i, j), 2e-5);
        }
    }

    // The columns but the first and the last.
    private static MatrixView Inner(Matrix matrix) => matrix.View.SliceColumns(1, matrix.Columns - 2);

    private static double At(Matrix matrix, int row, int column) => matrix.Row(row)[column + 1];

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);

    private static Matrix Filled(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        matrix.Values.AsSpan().Fill(Earlier);
        return matrix;
    }
}
