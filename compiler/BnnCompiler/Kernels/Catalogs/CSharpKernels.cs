// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Weighted;
using BnnCompiler.Kernels.Xnor;

namespace BnnCompiler.Kernels.Catalogs;

/// <summary>The kernels of the C# runtime.</summary>
internal static class CSharpKernels
{
    private static readonly Kernel SlicedThreshold = new SlicedThresholdKernel(withComplement: true);

    private static readonly Kernel SlicedConvThreshold = new SlicedConvThresholdKernel(SlicedConvThresholdKernel.MostOutputsOfTiles);

    private static readonly Kernel PixelConvThreshold = new PixelConvThresholdKernel();

    private static readonly Kernel Counts = new FirstThatFits(new NibbleThresholdKernel(), new XnorThresholdKernel());

    /// <summary>For each layer the kernel that is taken to be the fastest.</summary>
    public static readonly KernelCatalog Fastest = new("auto",
    [
        // Layers on bits with a threshold. Population counts look at all weights of few outputs; tables of nibbles are faster where the weights are
        // few enough, ...
        Counts,
        new XnorConvThresholdKernel(),

        // ... rows at those of active inputs, which of many outputs are fewer, ...
        SlicedThreshold,
        SlicedConvThreshold,

        // ... and pixels at what a few outputs have in common, where there are pixels enough to fill registers.
        PixelConvThreshold,

        // Layers on pixels: eight products of bits, which rows compete with too, or sums of integers.
        // Sums of patterns are shared by all outputs where there are few patterns.
        new PlaneThresholdKernel(),
        new FirstThatFits(new PatternConvThresholdKernel(), new SignedConvThresholdKernel()),

        // Layers on codes of few bits, or with weights of few bits, with the codes behind them or without.
        new CodedConvKernel(),

        // The sums themselves, behind which there is no threshold, or one that compares several times: one kernel for each kind of layer.
        new XnorDenseKernel(),
        new XnorConvKernel(),
        new GroupedXnorConvKernel(),
        new PlaneDenseKernel(),
        new SignedConvKernel(),
        new WeightedConvKernel(),
        new ColumnSumKernel(),
        new FloatConvKernel(),
    ]);

    /// <summary>Counting of differing bits, by tables of nibbles or by XNOR and population count, wherever there is a choice.</summary>
    public static readonly KernelCatalog Xnor = Fastest.Preferring("xnor", Counts, new XnorConvThresholdKernel(), new PlaneThresholdKernel());

    /// <summary>Bit-sliced counting of the rows of active inputs, lanes are outputs, wherever it fits.</summary>
    public static readonly KernelCatalog Rows = Xnor.Preferring("rows", SlicedThreshold, SlicedConvThreshold);

    /// <summary>Bit-sliced counting of inputs under static weights, lanes are pixels, wherever it fits; XNOR elsewhere.</summary>
    public static readonly KernelCatalog Pixels = Xnor.Preferring("pixels", PixelConvThreshold);

    /// <summary>All there are to choose from, each by its name.</summary>
    public static readonly ImmutableArray<KernelCatalog> All = [Fastest, Xnor, Rows, Pixels];
}
