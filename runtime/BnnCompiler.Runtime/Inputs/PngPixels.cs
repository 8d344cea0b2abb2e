// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>Turns the decompressed rows of a PNG image into an example: undoes the row filters, then spells out every pixel.</summary>
internal sealed class PngPixels(string path, PngHeader header, ReadOnlyMemory<byte> palette, ReadOnlyMemory<byte> paletteAlpha)
{
    /// <summary>Reads all rows; the caller has checked their length, and that the image has the layout's height and width.</summary>
    public byte[] Decode(Span<byte> rows, ImageLayout layout)
    {
        int pixelLength = Math.Max(1, header.Samples * header.Depth / 8);
        byte[] example = new byte[layout.Channels * layout.Height * layout.Width];
        ReadOnlySpan<byte> above = new byte[header.RowLength];
        for (int y = 0; y < header.Height; y++)
        {
            int filter = rows[0];
            Span<byte> row = rows.Slice(1, header.RowLength);
            UndoFilter(filter, row, above, pixelLength);
            for (int x = 0; x < header.Width; x++)
                Store(example, layout, y, x, PixelAt(row, x));
            above = row;
            rows = rows[(1 + header.RowLength)..];
        }

        return example;
    }

    internal static InputFileException Transparent(string path) =>
        new(path, "transparent pixels", "an opaque image", "Put the image on the background used in training and save it without transparency.");

    private void UndoFilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelLength)
    {
        if (filter is < 0 or > 4)
            throw PngFile.Damaged(path, $"a row of unknown filter {filter}");
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < pixelLength ? 0 : row[i - pixelLength];
            int up = above[i];
            int upLeft = i < pixelLength ? 0 : above[i - pixelLength];
            row[i] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, upLeft),
                _ => 0,
            });
        }
    }

    /// <summary>Of the three neighbours, the one nearest to left + up - upLeft; ties go to left, then up.</summary>
    private static int Paeth(int left, int up, int upLeft)
    {
        int toLeft = Math.Abs(up - upLeft);
        int toUp = Math.Abs(left - upLeft);
        int toUpLeft = Math.Abs(left + up - (2 * upLeft));
        if (toLeft <= toUp && toLeft <= toUpLeft)
            return left;
        return toUp <= toUpLeft ? up : upLeft;
    }

    private (byte Red, byte Green, byte Blue) PixelAt(ReadOnlySpan<byte> row, int x)
    {
        ReadOnlySpan<byte> pixel = header.Depth == 8 ? row.Slice(x * header.Samples, header.Samples) : [Sample(row, x)];
        if (header.ColorType is PngHeader.GrayAlpha or PngHeader.Rgba && pixel[^1] != byte.MaxValue)
            throw Transparent(path);
        if (header.IsPalette)
            return PaletteAt(pixel[0]);
        if (pixel.Length >= 3)
            return (pixel[0], pixel[1], pixel[2]);
        // 1, 2 and 4 bits are spread over 0..255: times 255, 85 and 17.
        byte gray = (byte)(pixel[0] * 255 / ((1 << header.Depth) - 1));
        return (gray, gray, gray);
    }

    /// <summary>A sample of 1, 2 or 4 bits; the leftmost lies in the highest bits.</summary>
    private byte Sample(ReadOnlySpan<byte> row, int x)
    {
        int bit = x * header.Depth;
        return (byte)((row[bit / 8] >> (8 - header.Depth - (bit % 8))) & ((1 << header.Depth) - 1));
    }

    private (byte Red, byte Green, byte Blue) PaletteAt(int index)
    {
        if (3 * index >= palette.Length)
            throw PngFile.Damaged(path, $"a pixel of colour {index} in a palette of {palette.Length / 3}");
        if (index < paletteAlpha.Length && paletteAlpha.Span[index] != byte.MaxValue)
            throw Transparent(path);
        ReadOnlySpan<byte> color = palette.Span.Slice(3 * index, 3);
        return (color[0], color[1], color[2]);
    }

    private void Store(byte[] example, ImageLayout layout, int y, int x, (byte Red, byte Green, byte Blue) pixel)
    {
        int at = (y * layout.Width) + x;
        if (layout.Channels == 1)
        {
            if (pixel.Red != pixel.Green || pixel.Green != pixel.Blue)
                throw new InputFileException(path, "a coloured image", "a gray one", "Convert the image to gray as in training.");
            example[at] = pixel.Red;
            return;
        }

        (int start, int step) = layout.ChannelsLast ? (3 * at, 1) : (at, layout.Height * layout.Width);
        example[start] = pixel.Red;
        example[start + step] = pixel.Green;
        example[start + (2 * step)] = pixel.Blue;
    }
}
