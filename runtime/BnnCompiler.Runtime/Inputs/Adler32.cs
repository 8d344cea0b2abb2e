// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>The checksum of zlib: the sum of the bytes and the sum of those sums, modulo the largest prime below 2^16.</summary>
internal static class Adler32
{
    private const uint Prime = 65521;

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = 1;
        uint sums = 0;
        foreach (byte value in bytes)
        {
            sum = (sum + value) % Prime;
            sums = (sums + sum) % Prime;
        }

        return (sums << 16) | sum;
    }
}
