// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>
/// A bound on the stack of the generated functions, as GCC compiles them with -Os or -O2. Calls do not nest deeper than classify, run, layers, kernel
/// and four helpers; the lists and partial sums of kernels are counted by themselves, and the allowance for all frames leaves room for saved
/// registers, spilled variables and small arrays. For words of 32 bits a test holds the sum against what GCC reports for each frame
/// (docs/embedded.md); for those of 64 it is generous, and not checked.
/// </summary>
internal static class CStack
{
    /// <summary>Rows that a bit-sliced kernel lists before it adds them.</summary>
    public const int ListedRows = 96;

    /// <summary>All frames, without lists and partial sums.</summary>
    private static int Frames(int wordBits) => wordBits == 64 ? 1536 : 544;

    /// <summary>Bytes at most, without the scores of <c>classify</c>.</summary>
    public static int BytesFor(ExecutionPlan plan, CEmission emission) =>
        plan.Steps.Max(step => BytesFor(step, plan.Layout.Bits, emission.OffsetBytes));

    /// <summary>Bytes at most while one step runs.</summary>
    public static int BytesFor(Step step, int wordBits, int offsetBytes) => Frames(wordBits) + step.Result switch
    {
        ISlicedOp => (ListedRows + wordBits) * offsetBytes,
        SignedConv or SignedConvThreshold => 2 * wordBits * sizeof(int),
        Transpose => 8 * sizeof(int),
        _ => 0,
    };
}
