// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BnnCompiler.Runtime.Kernels.Rows;

/// <summary>Lists where the rows of active inputs begin: only these are added, and half of all work is saved.</summary>
internal static class ActiveRows
{
    /// <summary>The positions of the ones of a nibble, the lowest in the lowest byte.</summary>
    private static ReadOnlySpan<uint> Positions =>
    [
        0x000000, 0x000000, 0x000001, 0x000100, 0x000002, 0x000200, 0x000201, 0x020100,
        0x000003, 0x000300, 0x000301, 0x030100, 0x000302, 0x030200, 0x030201, 0x03020100,
    ];

    /// <summary>How many inputs are active.</summary>
    public static int Count(ReadOnlySpan<ulong> words)
    {
        int active = 0;
        foreach (ulong word in words)
            active += BitOperations.PopCount(word);
        return active;
    }

    /// <summary>Appends first + k · step for every one k of a word, in ascending order.</summary>
    /// <param name="word">64 inputs.</param>
    /// <param name="first">Where the row of input 0 begins.</param>
    /// <param name="step">From one row to the next.</param>
    /// <param name="next">The first free place of the list; four more may be written to than there are ones.</param>
    /// <returns>The next free place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref uint List(ulong word, uint first, uint step, ref uint next)
    {
        ref uint positions = ref MemoryMarshal.GetReference(Positions);
        var start = Vector128.Create(first);
        var steps = Vector128.Create(step);
        var four = Vector128.Create(4 * step);
        for (; word != 0; word >>= 4, start += four)
        {
            nint nibble = (nint)(word & 15);
            var bytes = Vector128.CreateScalarUnsafe(Unsafe.Add(ref positions, nibble)).AsByte();
            var places = Vector128.WidenLower(Vector128.WidenLower(bytes));
            ((places * steps) + start).StoreUnsafe(ref next);
            next = ref Unsafe.Add(ref next, BitOperations.PopCount((ulong)nibble));
        }

        return ref next;
    }

    /// <summary>The same, in short places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref ushort List(ulong word, ushort first, ushort step, ref ushort next)
    {
        ref uint positions = ref MemoryMarshal.GetReference(Positions);
        var start = Vector128.Create(first);
        var steps = Vector128.Create(step);
        var four = Vector128.Create((ushort)(4 * step));
        for (; word != 0; word >>= 4, start += four)
        {
            nint nibble = (nint)(word & 15);
            var places = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.Add(ref positions, nibble)).AsByte());
            Unsafe.WriteUnaligned(ref Unsafe.As<ushort, byte>(ref next), ((places * steps) + start).AsUInt64().ToScalar());
            next = ref Unsafe.Add(ref next, BitOperations.PopCount((ulong)nibble));
        }

        return ref next;
    }

    /// <summary>Appends short places, moved by <paramref name="offset"/>; up to 15 more may be read and written than there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Append(ref ushort places, int count, uint offset, ref uint list)
    {
        var moved = Vector256.Create(offset);
        for (nuint i = 0; i < (nuint)count; i += 16)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref places, i));
            (low + moved).StoreUnsafe(ref list, i);
            (high + moved).StoreUnsafe(ref list, i + 8);
        }
    }
}
