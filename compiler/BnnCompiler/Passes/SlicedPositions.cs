// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// The kinds of pixels of a convolution's result, by the taps that lie on the image and, where there are limits, by these. Pixel (i, j) is of kind
/// rows_i + columns_j.
/// </summary>
/// <param name="Taps">By kind, the taps on the image.</param>
/// <param name="Pixels">By kind, the row and column of one such pixel.</param>
/// <param name="Rows">uint8[OH].</param>
/// <param name="Columns">uint8[OW].</param>
/// <param name="Limits">The limits of a fused threshold; null if there are none.</param>
internal sealed record SlicedPositions(
    ImmutableArray<ImmutableArray<int>> Taps, ImmutableArray<(int Row, int Column)> Pixels, Constant Rows, Constant Columns, PositionLimits? Limits)
{
    private const int MaxKinds = 256;

    /// <summary>The kinds of a convolution; null if there are too many.</summary>
    public static SlicedPositions? Of(BinaryConv conv, PositionLimits? limits)
    {
        var (image, result, window) = (conv.Input.Type.Shape, conv.Type.Shape, conv.Window);
        var (rows, rowFirsts) = Kinds(result[1], i => (window.Rows.ValidRange(i, image[1]), Class(limits?.Rows, i)));
        var (columns, columnFirsts) = Kinds(result[2], j => (window.Columns.ValidRange(j, image[2]), Class(limits?.Columns, j)));
        if (rowFirsts.Length * columnFirsts.Length > MaxKinds)
            return null;
        ImmutableArray<(int Row, int Column)> pixels = [.. from i in rowFirsts from j in columnFirsts select (i, j)];
        return new(
            [.. pixels.Select(pixel => window.ValidTaps(image, pixel.Row, pixel.Column).Select(tap => tap.Index).ToImmutableArray())],
            pixels,
            Members(rows, columnFirsts.Length),
            Members(columns, 1),
            limits);
    }

    /// <summary>The greatest number of differing bits that gives +1.</summary>
    public int Differing(int kind, int output)
    {
        var (row, column) = Pixels[kind];
        int position = Class(Limits!.Rows, row) + Class(Limits.Columns, column);
        return Limits.Limits.Integers.Values[(position * Limits.Limits.Type.Shape[1]) + output];
    }

    private static int Class(Constant? classes, int line) => classes is null ? 0 : ((Tensor<byte>)classes.Value).Values[line];

    /// <summary>The kind of each line, and the first line of each kind.</summary>
    private static (int[] Kinds, int[] Firsts) Kinds<T>(int lines, Func<int, T> kindOf)
    {
        var known = new List<T>();
        var firsts = new List<int>();
        int[] kinds = new int[lines];
        for (int line = 0; line < lines; line++)
        {
            var kind = kindOf(line);
            kinds[line] = known.IndexOf(kind);
            if (kinds[line] >= 0)
                continue;
            kinds[line] = known.Count;
            known.Add(kind);
            firsts.Add(line);
        }

        return (kinds, [.. firsts]);
    }

    private static Constant Members(int[] kinds, int factor) => new(Tensor.Of(new(kinds.Length), [.. kinds.Select(kind => checked((byte)(kind * factor)))]));
}
