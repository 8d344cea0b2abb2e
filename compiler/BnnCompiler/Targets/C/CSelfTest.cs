// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Targets.C;

/// <summary>Inputs, and a hash of the scores that each has to give.</summary>
/// <param name="Inputs">Of the type that the network takes.</param>
/// <param name="Hashes">One for each.</param>
internal sealed record CSelfTest(ImmutableArray<Tensor> Inputs, ImmutableArray<uint> Hashes)
{
    /// <summary>FNV-1a of the bits of scores, each as four bytes, the least significant first.</summary>
    public static uint HashOf(Tensor scores)
    {
        uint hash = 2166136261;
        foreach (byte b in TensorBytes.Of(scores))
            hash = unchecked((hash ^ b) * 16777619);
        return hash;
    }
}
