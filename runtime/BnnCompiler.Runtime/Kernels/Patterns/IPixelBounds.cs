// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Registers.Pixels;

namespace BnnCompiler.Runtime.Kernels.Patterns;

/// <summary>What the sums of an output must be greater than, for 32 pixels.</summary>
internal interface IPixelBounds
{
    /// <summary>Numbers of 32 bits from one output to the next.</summary>
    static abstract int Step { get; }

    static abstract TLanes Of<TLanes>(ref uint first) where TLanes : struct, IPixelLanes<TLanes>;
}

/// <summary>One number of 16 bits for all pixels, twice, so that it is broadcast as 32 bits, which takes no shuffle.</summary>
internal readonly struct OneBound : IPixelBounds
{
    public static int Step => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(ref uint first) where TLanes : struct, IPixelLanes<TLanes> => TLanes.Broadcast(first);
}

/// <summary>A number of 16 bits for each pixel.</summary>
internal readonly struct BoundPerPixel : IPixelBounds
{
    public static int Step => PatternTable.Pixels / 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(ref uint first) where TLanes : struct, IPixelLanes<TLanes> => TLanes.Load(ref Unsafe.As<uint, short>(ref first));
}
