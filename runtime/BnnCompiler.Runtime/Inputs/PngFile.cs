// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using BnnCompiler.Formats;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// A PNG image as one example: 1 to 8 bits a channel, gray, colour or palette, not interlaced. Gamma and colour profiles are ignored, as
/// training pipelines do. Every chunk's CRC and the compressed data's checksum are verified.
/// </summary>
internal static class PngFile
{
    private const int SignatureLength = 8;

    // Length, type and CRC surround a chunk's data.
    private const int ChunkOverhead = 12;

    public static InputExamples Read(string path, byte[] file, InputShape expected)
    {
        InputFile.RequireElement(path, InputElement.UInt8, expected);
        PngHeader? header = null;
        ReadOnlyMemory<byte> palette = default;
        ReadOnlyMemory<byte> paletteAlpha = default;
        using var compressed = new MemoryStream();
        for (int at = SignatureLength; ;)
        {
            ReadOnlyMemory<byte> data = ReadChunk(path, file, ref at, out uint type);
            if ((header is null) != (type == Type("IHDR")))
                throw Damaged(path, "a misplaced IHDR chunk");
            if (type == Type("IHDR"))
                header = PngHeader.Parse(path, data.Span);
            else if (type == Type("PLTE"))
                palette = data.Length % 3 == 0 ? data : throw Damaged(path, $"a palette of {data.Length} bytes");
            else if (type == Type("tRNS") && header is { IsPalette: true })
                paletteAlpha = data;
            else if (type == Type("tRNS"))
                throw PngPixels.Transparent(path);
            else if (type == Type("IDAT"))
                compressed.Write(data.Span);
            else if (type == Type("IEND"))
                break;
            else if ((type & 0x20000000) == 0) // a capital first letter: the image cannot be shown without this chunk
                throw Damaged(path, "a chunk of unknown type that the image needs");
        }

        PngHeader found = header ?? throw Damaged(path, "no IHDR chunk");
        ImageLayout layout = RequireLayout(path, found, expected);
        byte[] rows = Decompress(path, compressed.ToArray(), found.RowsLength);
        return new InputExamples(expected, 1, new PngPixels(path, found, palette, paletteAlpha).Decode(rows, layout));
    }

    internal static InputFileException Damaged(string path, string found) =>
        new(path, found, "a whole PNG image", "Save or copy the image again.");

    /// <summary>Checks the size against the model's before a pixel is allocated.</summary>
    private static ImageLayout RequireLayout(string path, PngHeader header, InputShape expected)
    {
        if (!expected.TryGetImage(out ImageLayout layout) && expected.Dimensions.Length == 1 && (long)header.Width * header.Height == expected.Length)
            return new ImageLayout(1, header.Height, header.Width, ChannelsLast: false);
        if (header.Height == layout.Height && header.Width == layout.Width)
            return layout;
        throw new InputFileException(
            path,
            $"an image of {header.Width} x {header.Height} pixels",
            layout.Channels == 0 ? $"values of shape {expected}" : $"{layout.Width} x {layout.Height} pixels",
            "Resize the image as in training, or give an npy file.");
    }

    private static byte[] Decompress(string path, byte[] compressed, int length)
    {
        try
        {
            byte[] rows = ZlibData.Decompress(compressed, length + 1);
            return rows.Length == length
                ? rows
                : throw Damaged(path, $"{(rows.Length < length ? "fewer" : "more")} pixels than its header gives");
        }
        catch (InvalidDataException)
        {
            throw Damaged(path, "damaged compressed data");
        }
    }

    private static ReadOnlyMemory<byte> ReadChunk(string path, byte[] file, ref int at, out uint type)
    {
        ReadOnlySpan<byte> rest = file.AsSpan(at);
        uint length = rest.Length < ChunkOverhead ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > (uint)Math.Max(0, rest.Length - ChunkOverhead))
            throw Damaged(path, $"an image cut off after {file.Length} bytes");
        type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        uint crc = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]);
        if (crc != Crc32.Of(rest.Slice(4, 4 + (int)length)))
            throw Damaged(path, $"a wrong checksum in the chunk at byte {at}");
        ReadOnlyMemory<byte> data = file.AsMemory(at + 8, (int)length);
        at += ChunkOverhead + (int)length;
        return data;
    }

    private static uint Type(string name) => ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];
}
