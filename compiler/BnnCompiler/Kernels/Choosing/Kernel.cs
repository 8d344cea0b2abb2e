// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Kernels.Choosing;

/// <summary>A way to compute layers: which ones it can, what they cost, and how weights and limits are packed for it. It has no state.</summary>
internal abstract class Kernel
{
    /// <summary>Whether it can compute a layer; one with a threshold is a layer of its own.</summary>
    public abstract bool Fits(Layer layer);

    /// <summary>What a layer costs, in <see cref="Cycles"/>; asked only of those that fit.</summary>
    public abstract double Cost(Layer layer);

    /// <summary>The op of a layer that fits.</summary>
    /// <param name="layer">The layer; its weights and limits are packed.</param>
    /// <param name="input">What it reads, as it is in the graph that is being made.</param>
    /// <exception cref="Diagnostics.DiagnosticException">Packed, the layer is too large.</exception>
    public abstract Op Pack(Layer layer, LayerInput input);
}
