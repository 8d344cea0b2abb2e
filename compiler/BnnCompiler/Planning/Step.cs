// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Planning;

/// <summary>One kernel call: a single op, or pointwise ops that are computed element by element in one loop.</summary>
/// <param name="Ops">The ops, each after its operands; the last one's value is written.</param>
/// <param name="Buffers">The buffer of every tensor that the ops read from memory.</param>
/// <param name="Writes">Where the value goes; no buffer that is read overlaps it.</param>
/// <param name="Scratch">Where in the arena the kernel works, in bytes from its start; null if it needs no memory of its own.</param>
/// <param name="Walk">How pointwise ops go over their elements; null for other ops.</param>
internal sealed record Step(ImmutableArray<Op> Ops, ImmutableDictionary<Op, Buffer> Buffers, Buffer Writes, int? Scratch, PointwiseWalk? Walk)
{
    /// <summary>The op whose value is written; it chooses the kernel.</summary>
    public Op Result => Ops[Ops.Length - 1];
}
