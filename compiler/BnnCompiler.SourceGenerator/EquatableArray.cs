// SPDX-License-Identifier: MIT
using System.Collections;
using System.Collections.Immutable;

namespace BnnCompiler.SourceGenerator;

/// <summary>An immutable array that equals another one with equal elements, as a generator's cache demands.</summary>
internal readonly struct EquatableArray<T>(ImmutableArray<T> values) : IEquatable<EquatableArray<T>>, IEnumerable<T>
    where T : IEquatable<T>
{
    private ImmutableArray<T> Values => values.IsDefault ? [] : values;

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other) => Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Length == 0 ? 0 : Values[0].GetHashCode();

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
