// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels;
using BnnCompiler.Kernels.Costs;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// All kernels for wide registers: <see cref="InterleavedKernels"/>, and bit-sliced ones for layers with a threshold. Which one a layer gets
/// <see cref="KernelCost"/> decides, or whoever asks for a <see cref="KernelSet"/>.
/// </summary>
internal sealed class VectorKernels(KernelSet kernels) : KernelChoice
{
    private readonly InterleavedKernels _interleaved = new();
    private readonly SlicedKernels _rows = new(withComplement: true);
    private readonly SlicedKernels _pixels = new(withComplement: true, ofPixels: true);
    private readonly Dictionary<Op, KernelChoice> _chosen = [];

    /// <inheritdoc/>
    public override bool Fuses(Threshold threshold)
    {
        KernelChoice wanted = Wanted(threshold.Input) switch
        {
            KernelSet.ActiveRows => _rows,
            KernelSet.PixelLanes => _pixels,
            _ => _interleaved,
        };
        if (wanted.Fuses(threshold))
            _chosen[threshold] = wanted;
        else if (wanted != _interleaved && _interleaved.Fuses(threshold))
            _chosen[threshold] = _interleaved;
        return _chosen.ContainsKey(threshold);
    }

    /// <inheritdoc/>
    public override Op Fused(Threshold original, Threshold threshold) => _chosen[original].Fused(original, threshold);

    /// <inheritdoc/>
    public override Op? Sums(Op layer) => _interleaved.Sums(layer);

    private KernelSet Wanted(Op layer) => kernels == KernelSet.Fastest
        ? KernelCost.Fastest(layer)
        : KernelCost.Cycles(layer, kernels) < double.PositiveInfinity ? kernels : KernelSet.Interleaved;
}
