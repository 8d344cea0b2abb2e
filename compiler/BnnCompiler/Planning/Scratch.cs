// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;

namespace BnnCompiler.Planning;

/// <summary>Memory that a kernel works in, and that nobody needs before or after it.</summary>
internal static class Scratch
{
    /// <summary>Bytes of it for one op: bit-sliced kernels count in planes, a word of each for as many outputs as it has bits.</summary>
    public static int BytesFor(Op op, WordLayout layout) => op is ISlicedOp sliced
        ? checked(sliced.CounterPlanes * layout.WordsFor(sliced.RowLength) * (layout.Bits / 8))
        : 0;
}
