// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Floats;

/// <summary>What layers that add floats under signs have in common.</summary>
internal static class FloatSums
{
    /// <summary>Why a layer adds floats (<see cref="KernelOp.Reason"/>).</summary>
    public static string Reason(KernelOp layer) => Predecessors.IncludePixels(layer)
        ? "not integers: what is made of the 8-bit input is not the same line, or whole steps, in all channels (BNN2105); sums of floats "
            + "in a fixed order"
        : "not binary: the input is real-valued; sums of floats in a fixed order";
}
