// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>The kernels of one <see cref="KernelSet"/>, for the layers of one graph.</summary>
internal abstract class KernelChoice
{
    /// <summary>Whether one kernel can compute a layer and <paramref name="threshold"/>, its only reader: one comparison per output is all there is between.</summary>
    public abstract bool Fuses(Threshold threshold);

    /// <summary>The kernel of a layer and a threshold that fuses with it.</summary>
    /// <param name="original">The threshold that was asked for.</param>
    /// <param name="threshold">The same, on operands that already have their kernels.</param>
    public abstract Op Fused(Threshold original, Threshold threshold);

    /// <summary>The kernel that computes the sums of a layer; null for an op that is no layer.</summary>
    public abstract Op? Sums(Op layer);
}
