// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Kernels.Choosing;

/// <summary>Kernels of which an earlier one is better wherever it fits: there is nothing to compare.</summary>
/// <param name="kernels">The best one first.</param>
internal sealed class FirstThatFits(params ImmutableArray<Kernel> kernels) : Kernel
{
    /// <summary>The best one first.</summary>
    public ImmutableArray<Kernel> Kernels => kernels;

    /// <inheritdoc/>
    public override bool Fits(Layer layer) => kernels.Any(kernel => kernel.Fits(layer));

    /// <inheritdoc/>
    public override double Cost(Layer layer) => First(layer).Cost(layer);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) => First(layer).Pack(layer, input);

    private Kernel First(Layer layer) => kernels.First(kernel => kernel.Fits(layer));
}
