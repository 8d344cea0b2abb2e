// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>The checksums of gzip, zlib and PNG.</summary>
internal static class Checksum
{
    private static readonly uint[] Table = BuildTable();

    /// <summary>CRC-32 of gzip and PNG: polynomial 0x04C11DB7, bits reflected.</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
            crc = (crc >> 8) ^ Table[(byte)(crc ^ value)];
        return ~crc;
    }

    /// <summary>Adler-32 of zlib: the sum of the bytes and the sum of those sums, modulo the largest prime below 2^16.</summary>
    public static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        const uint Prime = 65521;
        uint sum = 1;
        uint sums = 0;
        foreach (byte value in bytes)
        {
            sum = (sum + value) % Prime;
            sums = (sums + sum) % Prime;
        }

        return (sums << 16) | sum;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[256];
        for (uint value = 0; value < table.Length; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            table[value] = crc;
        }

        return table;
    }
}
