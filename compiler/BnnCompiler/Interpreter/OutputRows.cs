// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.IR;

namespace BnnCompiler.Interpreter;

/// <summary>Packed weights in rows of one output each, whatever order a kernel has them in. They are turned once for each constant, whose readers are of one kind.</summary>
internal static class OutputRows
{
    private static readonly ConditionalWeakTable<BitTensor, BitTensor> Known = new();

    /// <summary>The weights in <paramref name="shape"/>, of which each element lies at <paramref name="place"/> in the constant.</summary>
    public static BitTensor Of(BitTensor weights, Shape shape, Func<int, int> place) =>
        Known.GetValue(weights, constant => BitTensor.FromPredicate(shape, i => constant.IsSet(place(i))));
}
