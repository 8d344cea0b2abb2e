// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

public class ColumnSumsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public void Sums_are_those_of_float64(int rows)
    {
        Matrix a = RandomMatrix.Normal(rows, 9, 1), b = RandomMatrix.Normal(rows, 9, 2);
        double[] sums = new double[4], products = new double[4];
        ColumnSums.Of(a.View.SliceColumns(3, 4), sums);
        ColumnSums.OfProducts(a.View.SliceColumns(3, 4), b.View.SliceColumns(3, 4), products);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)a.Row(row)[i + 3]), sums[i], 1e-4);
            Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)a.Row(row)[i + 3] * b.Row(row)[i + 3]), products[i], 1e-4);
        }
    }

    [Fact]
    public void Many_rows_lose_nothing()
    {
        // One float32 sum of a million tenths would be off by 958.
        var tenths = new Matrix(1_000_000, 1);
        tenths.Values.AsSpan().Fill(0.1f);
        double[] sums = new double[1];
        ColumnSums.Of(tenths.View, sums);
        Assert.Equal(1_000_000 * (double)0.1f, sums[0], 0.1);
    }
}
