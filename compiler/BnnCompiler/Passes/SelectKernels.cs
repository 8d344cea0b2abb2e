// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Chooses kernels of <see cref="KernelSet.Interleaved"/>.</summary>
internal sealed class SelectKernels : KernelSelection
{
    /// <inheritdoc/>
    public override string Summary => "chooses kernels and packs weights in their layout";

    /// <inheritdoc/>
    protected override KernelChoice Choice() => new InterleavedKernels();
}
