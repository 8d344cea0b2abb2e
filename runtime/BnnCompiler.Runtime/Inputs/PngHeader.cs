// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>The IHDR chunk of an image that <see cref="PngFile"/> can decode.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int ColorType)
{
    public const int Gray = 0;
    public const int Rgb = 2;
    public const int Palette = 3;
    public const int GrayAlpha = 4;
    public const int Rgba = 6;

    public bool IsPalette => ColorType == Palette;

    /// <summary>Samples a pixel.</summary>
    public int Samples => ColorType switch { Rgb => 3, GrayAlpha => 2, Rgba => 4, _ => 1 };

    /// <summary>Bytes of a row, without the byte before it that names its filter.</summary>
    public int RowLength => (int)((((long)Width * Samples * Depth) + 7) / 8);

    /// <summary>Bytes of all rows. Only for a size the model takes, which keeps this far from overflow.</summary>
    public int RowsLength => checked(Height * (1 + RowLength));

    public static PngHeader Parse(string path, ReadOnlySpan<byte> data)
    {
        if (data.Length != 13)
            throw PngFile.Damaged(path, $"an IHDR chunk of {data.Length} bytes");
        int width = BinaryPrimitives.ReadInt32BigEndian(data);
        int height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
        (int depth, int color, int compression, int filter, int interlace) = (data[8], data[9], data[10], data[11], data[12]);
        if (width <= 0 || height <= 0 || compression != 0 || filter != 0 || interlace > 1)
            throw PngFile.Damaged(path, "an IHDR chunk outside the standard");
        if (depth == 16)
            throw new InputFileException(path, "16 bits a channel", "8 bits or less", "Save the image with 8 bits a channel.");
        if (interlace == 1)
            throw new InputFileException(path, "an interlaced image", "one without interlacing", "Save the image again with interlacing off.");
        bool known = (color, depth) is (Gray or Palette, 1 or 2 or 4 or 8) or (Rgb or GrayAlpha or Rgba, 8);
        return known
            ? new PngHeader(width, height, depth, color)
            : throw PngFile.Damaged(path, $"colour type {color} with {depth} bits");
    }
}
