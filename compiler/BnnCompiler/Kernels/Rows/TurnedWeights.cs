// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.IR;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Packed weights in rows of one output each, whatever order a kernel has them in. They are turned once for each op.</summary>
internal static class TurnedWeights
{
    private static readonly ConditionalWeakTable<Op, Lazy<BitTensor>> Known = new();

    /// <summary>The weights of a layer as <paramref name="turned"/> makes them: a row of each output, or of each of its taps.</summary>
    public static BitTensor Of(Op layer, Func<BitTensor> turned) => Known.GetValue(layer, _ => new(turned)).Value;
}
