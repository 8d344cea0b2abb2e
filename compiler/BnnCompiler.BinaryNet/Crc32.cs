// SPDX-License-Identifier: MIT
namespace BnnCompiler.BinaryNet;

/// <summary>The checksum of zip archives: polynomial 0x04C11DB7, bits reflected. The base class library reads entries without comparing it.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Step((uint)value))];

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Of(0, bytes);

    /// <summary>The checksum of bytes behind others of checksum <paramref name="before"/>.</summary>
    public static uint Of(uint before, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~before;
        foreach (byte value in bytes)
            crc = (crc >> 8) ^ Table[(byte)(crc ^ value)];
        return ~crc;
    }

    private static uint Step(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ (0xEDB88320 & (0 - (value & 1)));
        return value;
    }
}
