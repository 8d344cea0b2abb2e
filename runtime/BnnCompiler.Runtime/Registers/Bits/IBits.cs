// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Registers.Bits;

/// <summary>
/// A register of bits, each a lane of its own. A bit-sliced kernel written against this interface is compiled once for each register width; every
/// member is one instruction, and every width gives the same bits.
/// </summary>
internal interface IBits<TSelf> where TSelf : struct, IBits<TSelf>
{
    /// <summary>Whether this processor has the instructions; a constant once compiled, so unused widths disappear.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Words of 64 bits in a register: 8, 4, 2 or 1.</summary>
    static abstract int Words { get; }

    static abstract TSelf Load(ref readonly ulong first);

    /// <summary>bits ^ Load(first), in one instruction.</summary>
    static abstract TSelf Xor(TSelf bits, ref readonly ulong first);

    /// <summary>Every bit is that of <paramref name="word"/>, which is all ones or all zeros.</summary>
    static abstract TSelf Broadcast(ulong word);

    static abstract void Store(TSelf bits, ref ulong first);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ~(TSelf bits);

    /// <summary>bits &amp; ~mask.</summary>
    static abstract TSelf AndNot(TSelf bits, TSelf mask);
}
