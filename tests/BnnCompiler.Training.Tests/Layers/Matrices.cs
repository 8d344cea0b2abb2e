// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

/// <summary>Matrices written in a test.</summary>
internal static class Matrices
{
    public static Matrix Of(params float[][] rows)
    {
        var matrix = new Matrix(rows.Length, rows[0].Length);
        for (int row = 0; row < rows.Length; row++)
            rows[row].CopyTo(matrix.Row(row));
        return matrix;
    }

    public static Matrix Column(params float[] values) => Of([.. values.Select(value => new[] { value })]);
}
