// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Kernels;

/// <summary>Memory of a thread in which kernels work that need more than fits the stack; it is kept from call to call.</summary>
internal static class KernelScratch
{
    [ThreadStatic]
    private static ulong[]? s_words;

    /// <summary>At least so many words, with anything in them.</summary>
    public static Span<ulong> Words(int count)
    {
        if (s_words is null || s_words.Length < count) s_words = GC.AllocateUninitializedArray<ulong>(count);
        return s_words;
    }
}
