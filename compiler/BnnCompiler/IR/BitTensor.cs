// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace BnnCompiler.IR;

/// <summary>
/// Bits packed in words of 64, least significant bit first. Each row of the innermost axis starts in a new word; the bits behind
/// its end are 0. This is also the layout in memory of the generated code.
/// </summary>
internal sealed class BitTensor : Tensor
{
    /// <summary>A tensor of packed rows.</summary>
    /// <exception cref="InvalidOpException">The number of words is wrong, or a bit behind the end of a row is set.</exception>
    public BitTensor(TensorType type, ImmutableArray<ulong> words)
        : base(type)
    {
        int rowWords = TensorType.WordsFor(type.Shape.Last);
        if (type.Element != ElementType.Bit || words.Length != type.Shape.Rows * rowWords)
            throw new InvalidOpException($"{NumberText.Of(words.Length)} words for {type}");
        int tail = type.Shape.Last % 64;
        for (int end = rowWords - 1; tail != 0 && end < words.Length; end += rowWords)
        {
            if (words[end] >> tail != 0)
                throw new InvalidOpException($"a bit behind the end of a row of {type} is set");
        }

        Words = words;
        RowWords = rowWords;
    }

    /// <summary>All rows, one after the other.</summary>
    public ImmutableArray<ulong> Words { get; }

    /// <summary>Words per row.</summary>
    public int RowWords { get; }

    /// <inheritdoc/>
    public override double this[int index] => IsSet(index) ? 1 : -1;

    /// <summary>Whether the element at a row-major index is +1.</summary>
    public bool IsSet(int index)
    {
        int row = index / Type.Shape.Last, column = index % Type.Shape.Last;
        return ((Words[(row * RowWords) + (column / 64)] >> (column % 64)) & 1) != 0;
    }

    /// <summary>The packed words of one row.</summary>
    public ReadOnlySpan<ulong> Row(int row) => Words.AsSpan().Slice(row * RowWords, RowWords);

    /// <summary>How many elements of a row are +1.</summary>
    public int CountSet(int row)
    {
        int count = 0;
        foreach (ulong word in Row(row))
            count += Bits.Count(word);
        return count;
    }

    /// <summary>Packs the values of a predicate on row-major indices.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    public static BitTensor FromPredicate(Shape shape, Func<int, bool> isSet)
    {
        int rowWords = TensorType.WordsFor(shape.Last);
        ulong[] words = new ulong[shape.Rows * rowWords];
        for (int row = 0, index = 0; row < shape.Rows; row++)
        {
            for (int column = 0; column < shape.Last; column++, index++)
            {
                if (isSet(index))
                    words[(row * rowWords) + (column / 64)] |= 1UL << (column % 64);
            }
        }

        return new(new(ElementType.Bit, shape), ImmutableArray.Create(words));
    }

    /// <inheritdoc/>
    [MethodImpl(Optimized.AtFirstCall)]
    public override double[] ToNumbers()
    {
        double[] numbers = new double[Type.Shape.ElementCount];
        for (int row = 0, index = 0; row < Type.Shape.Rows; row++)
        {
            for (int column = 0; column < Type.Shape.Last; column++, index++)
                numbers[index] = ((Words[(row * RowWords) + (column / 64)] >> (column % 64)) & 1) != 0 ? 1 : -1;
        }

        return numbers;
    }

    /// <summary>Rows as columns: element [n, k] of the result is element [k, n] of this matrix.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    public BitTensor Transposed()
    {
        int columns = Type.Shape.Last, rows = Type.Shape.Rows, rowWords = TensorType.WordsFor(rows);
        ulong[] words = new ulong[columns * rowWords];
        for (int row = 0; row < rows; row++)
        {
            var bits = Row(row);
            for (int column = 0; column < columns; column++)
                words[(column * rowWords) + (row / 64)] |= ((bits[column / 64] >> (column % 64)) & 1) << (row % 64);
        }

        return new(new(ElementType.Bit, new(columns, rows)), ImmutableArray.Create(words));
    }

    /// <inheritdoc/>
    public override Tensor Reshape(Shape shape) => FromPredicate(shape, IsSet);
}
