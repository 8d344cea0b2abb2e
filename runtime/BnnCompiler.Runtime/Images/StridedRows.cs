// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Images;

/// <summary>Walks over the rows of a transposed tensor and says where in the source each of them starts.</summary>
internal ref struct StridedRows
{
    private readonly ReadOnlySpan<int> _extents;
    private readonly ReadOnlySpan<int> _strides;
    private Axes _index;

    public StridedRows(ReadOnlySpan<int> extents, ReadOnlySpan<int> strides)
    {
        Lengths.Require(strides.Length, extents.Length, nameof(strides), "one per extent");
        if (extents.Length is 0 or > Axes.Most || extents.ContainsAnyExceptInRange(1, int.MaxValue))
            Refuse(extents, nameof(extents));
        if (strides.ContainsAnyExceptInRange(0, int.MaxValue))
            Refuse(strides, nameof(strides));
        _extents = extents;
        _strides = strides;
    }

    /// <summary>Elements of a row.</summary>
    public readonly int RowLength => _extents[^1];

    /// <summary>Elements of the source from one element of a row to the next.</summary>
    public readonly int RowStride => _strides[^1];

    /// <summary>Where the present row starts in the source.</summary>
    public int Offset { get; private set; }

    /// <exception cref="ArgumentException">An index lies outside of the source, or the result does not hold all rows.</exception>
    public readonly void Require(long sourceLength, int resultLength, int perRow)
    {
        // Both stop growing where they are wrong anyway, so that no product overflows.
        const long TooMany = 1L << 32;
        var (last, rows) = (0L, 1L);
        for (int axis = 0; axis < _extents.Length; axis++)
        {
            last = Math.Min(last + ((_extents[axis] - 1L) * _strides[axis]), TooMany);
            if (axis < _extents.Length - 1)
                rows = Math.Min(rows * _extents[axis], TooMany);
        }

        Lengths.Require(resultLength, rows * perRow, "result", "the product of the extents");
        Lengths.RequireAtLeast(Math.Min(sourceLength, int.MaxValue), last + 1, "source", "the last that is read, and those before");
    }

    /// <summary>On to the next row, or to the first after the last.</summary>
    public void MoveNext()
    {
        for (int axis = _extents.Length - 2; axis >= 0; axis--)
        {
            Offset += _strides[axis];
            if (++_index[axis] < _extents[axis])
                return;

            Offset -= _extents[axis] * _strides[axis];
            _index[axis] = 0;
        }
    }

    [DoesNotReturn]
    private static void Refuse(ReadOnlySpan<int> found, string parameter) => throw new ArgumentException(
        $"Found {string.Join('x', found.ToArray())}, expected 1 to {Axes.Most} extents of at least 1 and strides of at least 0.", parameter);

    [System.Runtime.CompilerServices.InlineArray(Most)]
    private struct Axes
    {
        public const int Most = 8;

        private int _first;
    }
}
