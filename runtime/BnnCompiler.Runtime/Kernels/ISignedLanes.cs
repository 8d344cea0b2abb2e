// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Kernels;

/// <summary>A register of float32 sums, one lane per output.</summary>
internal interface ISignedLanes<TSelf> where TSelf : struct, ISignedLanes<TSelf>
{
    static abstract bool IsSupported { get; }

    /// <summary>Outputs per register: 16, 8, 4 or 1.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(float value);

    /// <summary>Adds value to lanes whose bit of plus is 1, -value to the others; turning its top bit over negates a float.</summary>
    static abstract TSelf Add(TSelf sums, TSelf value, ulong plus);

    static abstract void Store(TSelf sums, ref float first);
}
