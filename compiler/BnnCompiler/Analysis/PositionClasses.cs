// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Analysis;

/// <summary>
/// Pixels of an image that are treated alike: zero padding, for example, sets the pixels near a border apart from those inside, and a 3x3
/// kernel has nine kinds. Kinds are found by comparing what differs, wherever it came from.
/// </summary>
internal static class PositionClasses
{
    /// <summary>For each element, the same channel of the first pixel that has the same <paramref name="values"/> in all channels.</summary>
    public static ImmutableArray<int> Of(Shape shape, IEnumerable<Func<int, double>> values)
    {
        Func<int, double>[] functions = [.. values];
        int channels = shape.Channels;
        var first = new Dictionary<Pixel, int>();
        var representatives = ImmutableArray.CreateBuilder<int>(shape.ElementCount);
        for (int start = 0; start < shape.ElementCount; start += channels)
        {
            var pixel = new Pixel([.. functions.SelectMany(_ => Enumerable.Range(start, channels), (function, element) => function(element))]);
            if (!first.TryGetValue(pixel, out int same))
                first[pixel] = same = start;
            for (int channel = 0; channel < channels; channel++)
                representatives.Add(same + channel);
        }

        return representatives.MoveToImmutable();
    }

    /// <summary>The numbers of one pixel, compared by their bits.</summary>
    private readonly struct Pixel(double[] values) : IEquatable<Pixel>
    {
        private readonly double[] _values = values;

        public bool Equals(Pixel other) => _values.AsSpan().SequenceEqual(other._values);

        public override bool Equals(object? obj) => obj is Pixel other && Equals(other);

        public override int GetHashCode()
        {
            int hash = 17;
            foreach (double value in _values)
                hash = unchecked((hash * 31) + value.GetHashCode());
            return hash;
        }
    }
}
