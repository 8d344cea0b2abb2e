// SPDX-License-Identifier: MIT
using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace BnnCompiler.IR;

/// <summary>The extents of a tensor, outermost first; compared by value. Elements lie in row-major order.</summary>
internal readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    /// <summary>No tensor of the compiler has more elements than this, so that offsets fit an <see cref="int"/>.</summary>
    public const long MaxElements = 1L << 28;

    private readonly ImmutableArray<int> _extents;

    /// <summary>A shape of the given extents, each at least 1.</summary>
    /// <exception cref="InvalidOpException">An extent is not positive, or there are too many elements.</exception>
    public Shape(params ImmutableArray<int> extents)
    {
        long count = 1;
        foreach (int extent in extents)
        {
            if (extent < 1)
                throw new InvalidOpException($"extent {Text(extent)} in shape [{Join(extents)}]; every extent must be at least 1");
            count *= extent;
            if (count > MaxElements)
                throw new InvalidOpException($"shape [{Join(extents)}] has more than {Text(MaxElements)} elements");
        }

        _extents = extents;
        ElementCount = (int)count;
    }

    /// <summary>Number of axes.</summary>
    public int Rank => _extents.Length;

    /// <summary>Product of the extents.</summary>
    public int ElementCount { get; }

    /// <summary>The extents themselves.</summary>
    public ImmutableArray<int> Extents => _extents;

    /// <summary>The extent of one axis.</summary>
    public int this[int axis] => _extents[axis];

    /// <summary>The innermost extent; 1 for a scalar.</summary>
    public int Last => Rank == 0 ? 1 : _extents[Rank - 1];

    /// <summary>Number of rows when the tensor is seen as rows of the innermost axis.</summary>
    public int Rows => ElementCount / Last;

    /// <summary>The number of channels: they lie on the last axis, of images and of vectors alike.</summary>
    public int Channels => Last;

    /// <inheritdoc/>
    public bool Equals(Shape other) => _extents.AsSpan().SequenceEqual(other._extents.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (int extent in _extents)
            hash = unchecked((hash * 31) + extent);
        return hash;
    }

    /// <inheritdoc cref="Equals(Shape)"/>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <inheritdoc cref="Equals(Shape)"/>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>As in the .bnn text: <c>1, 784</c>.</summary>
    public override string ToString() => Join(_extents);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_extents).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Join(ImmutableArray<int> extents) => string.Join(", ", extents.Select(e => Text(e)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
