// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>
/// 64-bit lanes, one lane per neuron, in a register (<see cref="IRegister{TSelf}"/>) or in several (<see cref="LanePair{TLanes}"/>). A kernel
/// written against this interface is compiled once for each register width; every member is a few instructions, and every width gives the
/// same numbers.
/// </summary>
internal interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Whether this processor has the instructions; a constant once compiled, so unused widths disappear.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Neurons: 8, 4, 2 or 1, so that a block of eight neurons is done in a whole number of passes.</summary>
    static abstract int Count { get; }

    /// <summary>The row length in words from which adding bits by full adders before counting them was measured to be faster.</summary>
    static abstract int CarrySaveFrom { get; }

    static abstract TSelf Load(ref readonly ulong first);

    static abstract TSelf Broadcast(ulong word);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>Adds 64-bit lanes.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Subtracts 64-bit lanes.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The number of ones of every part of each lane; a part is a byte, or the whole lane where that is one instruction.</summary>
    static abstract TSelf CountParts(TSelf bits);

    /// <summary>Adds part by part, without carry from one part to the next.</summary>
    static abstract TSelf AddParts(TSelf left, TSelf right);

    /// <summary>Adds the parts of each lane to one 64-bit number.</summary>
    static abstract TSelf SumParts(TSelf counts);

    /// <summary>The ones of gate(input, row) in a row of many words; see <see cref="CarrySave{TRegister, TGate}"/>.</summary>
    static abstract TSelf CountCarrySave<TGate>(ref ulong input, ref ulong weights, int words) where TGate : struct, IGate;

    /// <summary>Bit l is set where lane l is at most limit l.</summary>
    static abstract uint AtMost(TSelf values, ref readonly int limits);

    /// <summary>Bit l is set where lane l is at least limit l.</summary>
    static abstract uint AtLeast(TSelf values, ref readonly int limits);

    /// <summary>Stores the lanes as 32-bit integers.</summary>
    static abstract void Store(TSelf values, ref int first);
}
