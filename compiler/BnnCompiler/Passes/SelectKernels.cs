// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels;

namespace BnnCompiler.Passes;

/// <summary>Chooses kernels for processors with wide registers.</summary>
/// <param name="kernels">Any but <see cref="KernelSet.Sliced"/>.</param>
internal sealed class SelectKernels(KernelSet kernels = KernelSet.Fastest) : KernelSelection
{
    /// <inheritdoc/>
    public override string Summary => "chooses kernels and packs weights in their layout";

    /// <inheritdoc/>
    protected override KernelChoice Choice() => kernels == KernelSet.Interleaved ? new InterleavedKernels() : new VectorKernels(kernels);
}
