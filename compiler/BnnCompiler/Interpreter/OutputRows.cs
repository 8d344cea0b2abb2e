// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.IR;

namespace BnnCompiler.Interpreter;

/// <summary>Packed weights in rows of one output each, whatever order a kernel has them in. They are turned once for each op.</summary>
internal static class OutputRows
{
    private static readonly ConditionalWeakTable<Op, BitTensor> Known = new();

    /// <summary>The <paramref name="weights"/> of a layer in <paramref name="shape"/>, of which each element lies at <paramref name="place"/> in them.</summary>
    public static BitTensor Of(Op layer, BitTensor weights, Shape shape, Func<int, int> place) =>
        Known.GetValue(layer, _ => BitTensor.FromPredicate(shape, i => weights.IsSet(place(i))));
}
