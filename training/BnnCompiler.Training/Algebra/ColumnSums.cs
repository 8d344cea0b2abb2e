// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;

namespace BnnCompiler.Training.Algebra;

/// <summary>
/// Sums over the rows of a matrix, one per column: float32 over a few rows at a time, float64 over these, for there can be 100,000 rows.
/// </summary>
internal static class ColumnSums
{
    private const int RowsInFloat32 = 64;

    /// <summary>sums[c] = Σ over rows of a[c].</summary>
    public static void Of(MatrixView a, Span<double> sums)
    {
        sums.Clear();
        Span<float> part = stackalloc float[a.Columns];
        for (int first = 0; first < a.Rows; first += RowsInFloat32)
        {
            part.Clear();
            for (int row = first; row < Math.Min(a.Rows, first + RowsInFloat32); row++)
                TensorPrimitives.Add(part, a.Row(row), part);
            Gather(part, sums);
        }
    }

    /// <summary>sums[c] = Σ over rows of a[c] · b[c].</summary>
    public static void OfProducts(MatrixView a, MatrixView b, Span<double> sums)
    {
        sums.Clear();
        Span<float> part = stackalloc float[a.Columns];
        for (int first = 0; first < a.Rows; first += RowsInFloat32)
        {
            part.Clear();
            for (int row = first; row < Math.Min(a.Rows, first + RowsInFloat32); row++)
                TensorPrimitives.MultiplyAdd(a.Row(row), b.Row(row), part, part);
            Gather(part, sums);
        }
    }

    private static void Gather(ReadOnlySpan<float> part, Span<double> sums)
    {
        for (int column = 0; column < part.Length; column++)
            sums[column] += part[column];
    }
}
