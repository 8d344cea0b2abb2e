// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Calls;

/// <summary>Memory that begins with a cache line, so that no register of it lies in two of them, which costs a second load.</summary>
internal static class CacheLine
{
    private const int Bytes = 64;

    /// <summary>An array and the index from which on so many elements begin with a line; anything may be in them.</summary>
    public static unsafe (T[] Array, int First) Allocate<T>(int count) where T : unmanaged
    {
        // Pinned memory does not move, so what is aligned stays so; elements are no larger than words.
        var array = GC.AllocateUninitializedArray<T>(checked(count + (Bytes / sizeof(T)) - 1), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref array[0]);
        return (array, (int)((0 - address) % Bytes) / sizeof(T));
    }
}
