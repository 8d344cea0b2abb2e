// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>A result that starts full of ones, between ones that a kernel has no business with.</summary>
internal sealed class Guarded<T>(int length) where T : unmanaged
{
    private const int Guards = 70;

    private readonly T[] _all = Filled(length + (2 * Guards));

    public Span<T> Span => _all.AsSpan(Guards, length);

    public void AssertIs(ReadOnlySpan<T> expected, string what)
    {
        for (int i = 0; i < length; i++)
            if (!SameBits(expected[i], Span[i]))
                Assert.Fail($"{what}: element {i} is {Span[i]}, expected {expected[i]}");

        var ones = Filled(1)[0];
        Assert.All(_all[..Guards].Concat(_all[(Guards + length)..]), guard => Assert.Equal(ones, guard));
    }

    private static bool SameBits(T expected, T found) =>
        MemoryMarshal.AsBytes([expected]).SequenceEqual(MemoryMarshal.AsBytes([found]));

    private static T[] Filled(int length)
    {
        var values = new T[length];
        MemoryMarshal.AsBytes(values.AsSpan()).Fill(0xFF);
        return values;
    }
}
