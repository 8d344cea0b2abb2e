// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Convolutions;

/// <summary>
/// Pixels of a convolution's result that are treated alike. Rows are alike, and so are columns; a pixel is of the kind of its row and its column
/// together: kind = row kind * <see cref="ColumnKinds"/> + column kind.
/// </summary>
/// <param name="Rows">The kind of each row, numbered in the order of their first.</param>
/// <param name="Columns">The kind of each column.</param>
internal sealed record PixelKinds(ImmutableArray<int> Rows, ImmutableArray<int> Columns)
{
    /// <summary>Kinds of pixels that a kernel distinguishes.</summary>
    public const int Most = 256;

    /// <summary>
    /// Kinds that may come to be <see cref="Most"/> at most when they are packed: taps that miss on either side of an axis are often the same.
    /// </summary>
    private const int MostUnpacked = 4 * Most;

    /// <summary>Kinds of rows.</summary>
    public int RowKinds { get; } = Rows.Max() + 1;

    /// <summary>Kinds of columns.</summary>
    public int ColumnKinds { get; } = Columns.Max() + 1;

    /// <summary>Kinds of pixels.</summary>
    public int Count => RowKinds * ColumnKinds;

    /// <summary>uint8[OH]: a pixel is of kind rows_i + columns_j.</summary>
    public Constant RowTable => Table(Rows, ColumnKinds);

    /// <summary>uint8[OW].</summary>
    public Constant ColumnTable => Table(Columns, 1);

    /// <summary>The kinds of a convolution by the taps that lie on the image; null if there are many more than a kernel distinguishes.</summary>
    public static PixelKinds? ByTaps(ConvolutionOp conv)
    {
        var (image, result, window) = (conv.Input.Type.Shape, conv.Type.Shape, conv.Window);
        return Kinds(result[1], i => window.Rows.ValidRange(i, image[1])) is { } rows
            && Kinds(result[2], j => window.Columns.ValidRange(j, image[2])) is { } columns
            ? Of(rows, columns)
            : null;
    }

    /// <summary>
    /// These kinds, in which only lines are alike that are by comparison, too; null if there are many more than a kernel distinguishes.
    /// </summary>
    /// <param name="areRowsAlike">Compares a row with the first of a kind.</param>
    /// <param name="areColumnsAlike">The same for columns.</param>
    public PixelKinds? Among(Func<int, int, bool> areRowsAlike, Func<int, int, bool> areColumnsAlike) =>
        Kinds(Rows.Length, (i, first) => Rows[i] == Rows[first] && areRowsAlike(i, first), MostUnpacked) is { } rows
        && Kinds(Columns.Length, (j, first) => Columns[j] == Columns[first] && areColumnsAlike(j, first), MostUnpacked) is { } columns
            ? Of(rows, columns)
            : null;

    /// <summary>The first pixel of a kind.</summary>
    public (int Row, int Column) First(int kind) => (Rows.IndexOf(kind / ColumnKinds), Columns.IndexOf(kind % ColumnKinds));

    /// <summary>How many taps of a convolution lie on the image under a pixel of a kind.</summary>
    public int TapCount(ConvolutionOp conv, int kind)
    {
        var (row, column) = First(kind);
        var image = conv.Input.Type.Shape;
        return conv.Window.Rows.ValidRange(row, image[1]).Count * conv.Window.Columns.ValidRange(column, image[2]).Count;
    }

    /// <summary>The taps of a convolution that lie on the image under a pixel of a kind.</summary>
    public ImmutableArray<int> Taps(ConvolutionOp conv, int kind)
    {
        var (row, column) = First(kind);
        return [.. conv.Window.ValidTaps(conv.Input.Type.Shape, row, column).Select(tap => tap.Index)];
    }

    /// <summary>Some numbers for each kind.</summary>
    public ImmutableArray<int[]> Select(Func<int, int[]> numbers) => [.. Enumerable.Range(0, Count).Select(numbers)];

    /// <summary>What a kernel packs for each kind of pixel, with kinds that get the same made one.</summary>
    /// <param name="packed">The numbers of a kind, one of each output.</param>
    /// <returns>The kinds that are left and their numbers; null if there are more than <see cref="Most"/>.</returns>
    public (PixelKinds Kinds, ImmutableArray<int[]> Numbers)? Packed(Func<int, int[]> packed)
    {
        var numbers = Select(packed);
        bool AreEqual(int one, int other) => numbers[one].AsSpan().SequenceEqual(numbers[other]);
        var equalRows = Kinds(RowKinds, (i, first) =>
            Enumerable.Range(0, ColumnKinds).All(j => AreEqual((i * ColumnKinds) + j, (first * ColumnKinds) + j)), Most);
        var equalColumns = Kinds(ColumnKinds, (j, first) =>
            Enumerable.Range(0, RowKinds).All(i => AreEqual((i * ColumnKinds) + j, (i * ColumnKinds) + first)), Most);
        if (equalRows is not { } rows || equalColumns is not { } columns)
            return null;
        var kinds = new PixelKinds([.. Rows.Select(kind => rows[kind])], [.. Columns.Select(kind => columns[kind])]);
        return kinds.Count > Most
            ? null
            : (kinds, [.. from i in Enumerable.Range(0, kinds.RowKinds)
                          from j in Enumerable.Range(0, kinds.ColumnKinds)
                          select numbers[(rows.IndexOf(i) * ColumnKinds) + columns.IndexOf(j)]]);
    }

    private static PixelKinds? Of(ImmutableArray<int> rows, ImmutableArray<int> columns)
    {
        var kinds = new PixelKinds(rows, columns);
        return kinds.Count <= MostUnpacked ? kinds : null;
    }

    private static ImmutableArray<int>? Kinds<T>(int lines, Func<int, T> keyOf)
        where T : notnull
    {
        var known = new Dictionary<T, int>();
        var kinds = ImmutableArray.CreateBuilder<int>(lines);
        for (int line = 0; line < lines; line++)
        {
            var key = keyOf(line);
            if (!known.TryGetValue(key, out int kind))
                known[key] = kind = known.Count;
            if (known.Count > MostUnpacked)
                return null;
            kinds.Add(kind);
        }

        return kinds.MoveToImmutable();
    }

    private static ImmutableArray<int>? Kinds(int lines, Func<int, int, bool> areAlike, int most)
    {
        var firsts = new List<int>();
        var kinds = ImmutableArray.CreateBuilder<int>(lines);
        for (int line = 0; line < lines; line++)
        {
            int known = firsts.FindIndex(first => areAlike(line, first));
            kinds.Add(known < 0 ? firsts.Count : known);
            if (known < 0)
                firsts.Add(line);
            if (firsts.Count > most)
                return null;
        }

        return kinds.MoveToImmutable();
    }

    private static Constant Table(ImmutableArray<int> kinds, int factor) =>
        new(Tensor.Of(new(kinds.Length), [.. kinds.Select(kind => checked((byte)(kind * factor)))]));
}
