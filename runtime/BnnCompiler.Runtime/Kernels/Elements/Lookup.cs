// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime;

/// <summary>A function of a byte, given by its 256 values.</summary>
public static class Lookup
{
    /// <summary>result[i] = table[values[i]].</summary>
    /// <param name="values">N bytes.</param>
    /// <param name="table">The value for each of 0..255.</param>
    /// <param name="result">N values.</param>
    /// <exception cref="ArgumentException">A length does not fit the others.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map(ReadOnlySpan<byte> values, ReadOnlySpan<short> table, Span<short> result)
    {
        Lengths.Require(table.Length, byte.MaxValue + 1, nameof(table), "one value per byte");
        Lengths.Require(result.Length, values.Length, nameof(result), "one per value");

        // Any byte is a place in the table.
        ref short first = ref MemoryMarshal.GetReference(table);
        for (int i = 0; i < values.Length && i < result.Length; i++)
            result[i] = Unsafe.Add(ref first, values[i]);
    }
}
