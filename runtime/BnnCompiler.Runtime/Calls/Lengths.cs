// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Calls;

/// <summary>The length checks every kernel makes before it drops bounds checks.</summary>
internal static class Lengths
{
    /// <summary>Words that hold <paramref name="bits"/> bits.</summary>
    public static int WordsFor(int bits) => (int)(((long)(uint)bits + 63) / 64);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Require(int found, long expected, string parameter, string rule)
    {
        if (found != expected)
            Refuse(found, expected, parameter, rule);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireAtLeast(long found, long least, string parameter, string rule)
    {
        if (found < least)
            RefuseFewer(found, least, parameter, rule);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireMultiple(int found, long unit, string parameter, string rule)
    {
        if (unit <= 0 || found % unit != 0)
            RefuseMultiple(found, unit, parameter, rule);
    }

    [DoesNotReturn]
    private static void Refuse(int found, long expected, string parameter, string rule) =>
        throw new ArgumentException($"Found {found} elements, expected {expected} ({rule}).", parameter);

    [DoesNotReturn]
    private static void RefuseFewer(long found, long least, string parameter, string rule) =>
        throw new ArgumentException($"Found {found} elements, expected at least {least} ({rule}).", parameter);

    [DoesNotReturn]
    private static void RefuseMultiple(int found, long unit, string parameter, string rule) =>
        throw new ArgumentException($"Found {found} elements, expected a multiple of {unit} ({rule}).", parameter);
}
