// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>A register of float32 or int32 sums, one lane per output.</summary>
internal interface ISignedLanes<TSelf, T>
    where TSelf : struct, ISignedLanes<TSelf, T>
    where T : unmanaged
{
    static abstract bool IsSupported { get; }

    /// <summary>Outputs per register: 16, 8, 4 or 1.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(T value);

    /// <summary>Adds value to lanes whose bit of plus is 1, -value to the others.</summary>
    static abstract TSelf Add(TSelf sums, TSelf value, ulong plus);

    static abstract void Store(TSelf sums, ref T first);
}
