// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>Lanes in one register.</summary>
internal interface IRegister<TSelf> : ILanes<TSelf> where TSelf : struct, IRegister<TSelf>
{
    /// <summary>The sum bit of a full adder: a xor b xor c.</summary>
    static abstract TSelf Parity(TSelf a, TSelf b, TSelf c);

    /// <summary>The carry bit of a full adder: the value at least two of a, b and c have.</summary>
    static abstract TSelf Majority(TSelf a, TSelf b, TSelf c);
}
