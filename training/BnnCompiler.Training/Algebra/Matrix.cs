// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Algebra;

/// <summary>
/// A dense row-major float32 matrix. Activations have one row per example, or per pixel of every example (row, then column of the image), and one
/// column per
/// channel, so that an image is its pixels' channels one after the other: the row of an example that a dense layer reads is the same memory.
/// </summary>
internal sealed class Matrix
{
    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
        : this(new float[checked(rows * columns)], rows, columns)
    {
    }

    private Matrix(float[] values, int rows, int columns)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The elements, row by row.</summary>
    public float[] Values { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>All of it, to compute with.</summary>
    public MatrixView View => new(Values, Rows, Columns, Columns);

    /// <summary>One row.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The same elements, not copied, in rows of another length.</summary>
    public Matrix Reshape(int rows, int columns) => rows * columns == Values.Length
        ? new(Values, rows, columns)
        : throw new ArgumentException($"{Rows} x {Columns} elements are not {rows} x {columns}.", nameof(columns));
}
