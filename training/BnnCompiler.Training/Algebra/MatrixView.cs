// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Algebra;

/// <summary>A rectangle of a row-major matrix: row i starts <c>i * stride</c> elements behind the first.</summary>
internal readonly ref struct MatrixView(Span<float> values, int rows, int columns, int stride)
{
    /// <summary>The elements from the first to the last, with those between the rows.</summary>
    public Span<float> Values { get; } = values;

    /// <summary>The number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>The number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>Elements from the start of a row to that of the next one.</summary>
    public int Stride { get; } = stride;

    /// <summary>One row.</summary>
    public Span<float> Row(int row) => Values.Slice(row * Stride, Columns);

    /// <summary>Some of the rows.</summary>
    public MatrixView SliceRows(int first, int count) =>
        new(count == 0 ? [] : Values.Slice(first * Stride, ((count - 1) * Stride) + Columns), count, Columns, Stride);

    /// <summary>Some of the columns.</summary>
    public MatrixView SliceColumns(int first, int count) =>
        new(Rows == 0 ? [] : Values.Slice(first, ((Rows - 1) * Stride) + count), Rows, count, Stride);
}
