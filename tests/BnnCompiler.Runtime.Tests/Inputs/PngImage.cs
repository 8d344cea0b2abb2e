// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BnnCompiler.Runtime.Tests.Inputs;

/// <summary>Writes PNG images, right ones and wrong ones, from rows of packed samples.</summary>
internal sealed record PngImage(int Width, int Height, int Depth, int ColorType, byte[] Packed)
{
    public byte Interlace { get; init; }

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    /// <summary>The filter of row y is <c>Filters[y % Filters.Length]</c>.</summary>
    public int[] Filters { get; init; } = [0];

    private int Samples => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public byte[] ToBytes() => ToBytes(Compress(Filtered()));

    public byte[] ToBytesWithoutPixels() => ToBytes([]);

    private byte[] ToBytes(byte[] compressed)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = (byte)Depth;
        header[9] = (byte)ColorType;
        header[12] = Interlace;
        int half = compressed.Length / 2;
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
            .. Chunk("IHDR", header),
            .. Palette is null ? [] : Chunk("PLTE", Palette),
            .. Transparency is null ? [] : Chunk("tRNS", Transparency),
            .. Chunk("tEXt", [1, 2, 3]),
            .. Chunk("IDAT", compressed[..half]),
            .. Chunk("IDAT", compressed[half..]),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] crc = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc(body));
        return [.. length, .. body, .. crc];
    }

    private byte[] Filtered()
    {
        int rowLength = ((Width * Samples * Depth) + 7) / 8;
        int step = Math.Max(1, Samples * Depth / 8);
        var result = new List<byte>();
        for (int y = 0; y < Height && (y + 1) * rowLength <= Packed.Length; y++)
        {
            int filter = Filters[y % Filters.Length];
            result.Add((byte)filter);
            for (int i = 0; i < rowLength; i++)
            {
                int left = i < step ? 0 : Packed[(y * rowLength) + i - step];
                int up = y == 0 ? 0 : Packed[((y - 1) * rowLength) + i];
                int corner = y == 0 || i < step ? 0 : Packed[((y - 1) * rowLength) + i - step];
                int estimate = left + up - corner;
                int paeth = new[] { left, up, corner }.MinBy(candidate => Math.Abs(estimate - candidate));
                int prediction = filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => paeth, _ => 0 };
                result.Add((byte)(Packed[(y * rowLength) + i] - prediction));
            }
        }

        return [.. result];
    }

    private static byte[] Compress(byte[] data)
    {
        using var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.Optimal))
            zlib.Write(data);
        return result.ToArray();
    }

    // Modulo-2 long division, most significant power first, unlike the reader's reflected form.
    private static uint Crc(byte[] data)
    {
        uint remainder = uint.MaxValue;
        foreach (byte value in data)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                uint carry = (remainder >> 31) ^ (((uint)value >> bit) & 1);
                remainder = (remainder << 1) ^ (carry * 0x04C11DB7);
            }
        }

        uint reversed = 0;
        for (int bit = 0; bit < 32; bit++)
            reversed |= ((remainder >> bit) & 1) << (31 - bit);
        return ~reversed;
    }
}
