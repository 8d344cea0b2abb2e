// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels;

namespace BnnCompiler.Passes;

/// <summary>Chooses kernels of <see cref="KernelSet.Sliced"/>.</summary>
internal sealed class SelectSlicedKernels : KernelSelection
{
    /// <inheritdoc/>
    public override string Summary => "chooses bit-sliced kernels and packs weights in their layout";

    /// <inheritdoc/>
    protected override KernelChoice Choice() => new SlicedKernels();
}
