// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Calls;

/// <summary>Memory of a thread in which kernels work that need more than fits the stack; it is kept from call to call.</summary>
internal static class KernelScratch
{
    [ThreadStatic]
    private static ulong[]? s_words;

    [ThreadStatic]
    private static int s_first;

    /// <summary>So many words that begin with a cache line; anything may be in them.</summary>
    public static Span<ulong> Words(int count)
    {
        if (s_words is null || s_words.Length - s_first < count)
            (s_words, s_first) = CacheLine.Allocate<ulong>(count);
        return s_words.AsSpan(s_first, count);
    }
}
