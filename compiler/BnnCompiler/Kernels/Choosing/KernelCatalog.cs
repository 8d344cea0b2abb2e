// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Kernels.Codes;

namespace BnnCompiler.Kernels.Choosing;

/// <summary>The kernels that a target has.</summary>
/// <param name="Name">A word for messages.</param>
/// <param name="Kernels">The cheapest one that fits computes a layer, of equals the first.</param>
internal sealed record KernelCatalog(string Name, ImmutableArray<Kernel> Kernels)
{
    /// <summary>Whether layers on codes of few bits have a kernel of their own, so that no pass has to make them layers on bits.</summary>
    public bool CountsCodes => Kernels.Any(kernel => kernel is CodedConvKernel);

    private ImmutableArray<Kernel> Preferred { get; init; } = [];

    /// <summary>The kernel of a layer; null if none fits.</summary>
    public Kernel? Choose(Layer layer) =>
        Preferred.FirstOrDefault(kernel => kernel.Fits(layer))
        ?? Kernels.Where(kernel => kernel.Fits(layer)).OrderBy(kernel => kernel.Cost(layer)).FirstOrDefault();

    /// <summary>
    /// The same kernels, of which some are taken wherever they fit, whatever they cost; they come before those that were preferred already.
    /// </summary>
    public KernelCatalog Preferring(string name, params ImmutableArray<Kernel> kernels) =>
        this with { Name = name, Preferred = [.. kernels, .. Preferred] };
}
