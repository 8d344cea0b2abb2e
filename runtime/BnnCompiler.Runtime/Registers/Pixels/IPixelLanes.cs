// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Registers.Pixels;

/// <summary>
/// A number of 16 bits for each of 32 neighbouring pixels of a row, in as many registers as that takes. Additions wrap around. A kernel
/// written against this interface is compiled once for each register width, and every width gives the same numbers.
/// </summary>
internal interface IPixelLanes<TSelf> where TSelf : struct, IPixelLanes<TSelf>
{
    static abstract bool IsSupported { get; }

    /// <summary>Two numbers of 16 bits in turns.</summary>
    static abstract TSelf Broadcast(uint values);

    static abstract TSelf Load(ref readonly short first);

    static abstract void Store(TSelf values, ref short first);

    /// <summary>left + 32 numbers in memory: said in one, so that instructions that add from memory are used.</summary>
    static abstract TSelf Add(TSelf left, ref readonly short first);

    static abstract TSelf Subtract(TSelf left, ref readonly short first);

    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Moves the bits of every pixel up by one and puts below them whether its signed sum is greater than its bound.</summary>
    static abstract TSelf AppendGreater(TSelf bits, TSelf sums, TSelf bounds);

    /// <summary>Stores 32 words, the 16 bits of a pixel from <paramref name="a"/> in the lowest and those from d in the highest ones.</summary>
    static abstract void StoreWords(TSelf a, TSelf b, TSelf c, TSelf d, ref ulong first);
}
