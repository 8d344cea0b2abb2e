// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Images;

/// <summary>How a pool joins the values under its window, one after the other.</summary>
internal interface IPoolRule
{
    static abstract T Join<T>(T joined, T value) where T : unmanaged, INumber<T>;

    /// <summary>The same for every lane.</summary>
    static abstract Vector<T> Join<T>(Vector<T> joined, Vector<T> value) where T : unmanaged, INumber<T>;
}

/// <summary>Keeps the greater value: the first of equal ones, and never one that is not a number.</summary>
internal readonly struct Greater : IPoolRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T joined, T value) where T : unmanaged, INumber<T> => value > joined ? value : joined;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Join<T>(Vector<T> joined, Vector<T> value) where T : unmanaged, INumber<T> =>
        Vector.ConditionalSelect(Vector.GreaterThan(value, joined), value, joined);
}

/// <summary>Adds the value.</summary>
internal readonly struct Plus : IPoolRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Join<T>(T joined, T value) where T : unmanaged, INumber<T> => joined + value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Join<T>(Vector<T> joined, Vector<T> value) where T : unmanaged, INumber<T> => joined + value;
}
