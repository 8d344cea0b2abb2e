// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Planning;

/// <summary>Memory that a kernel works in, and that nobody needs before or after it.</summary>
internal static class Scratch
{
    /// <summary>Bytes of it for one op.</summary>
    public static int BytesFor(Op op, WordLayout layout) => op is KernelOp { Scratch: { } planes }
        ? checked(planes[0] * layout.WordsFor(planes[1]) * (layout.Bits / 8))
        : 0;
}
