// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Weighted;
using BnnCompiler.Kernels.Xnor;

namespace BnnCompiler.Kernels.Catalogs;

/// <summary>The kernels of generated C. No two of a list compute the same layer, so nothing is compared.</summary>
internal static class CKernels
{
    /// <summary>For processors with wide registers: words of 64 bits, whose lanes are eight outputs.</summary>
    public static readonly KernelCatalog Interleaved = new("interleaved",
    [
        // Any order.
        new XnorThresholdKernel(),
        new XnorConvThresholdKernel(),
        new PlaneThresholdKernel(),
        new SignedConvThresholdKernel(),
        new XnorDenseKernel(),
        new XnorConvKernel(),
        new GroupedXnorConvKernel(),
        new PlaneDenseKernel(),
        new SignedConvKernel(),
        new WeightedConvKernel(),
        new ColumnSumKernel(),
        new FloatConvKernel(),
    ]);

    /// <summary>For processors without: bit-sliced counting of active rows in words of any size, for sums too.</summary>
    public static readonly KernelCatalog Sliced = new("sliced",
    [
        // Any order.
        new SlicedThresholdKernel(withComplement: false),
        new SlicedConvThresholdKernel(),
        new SignedConvThresholdKernel(),
        new SlicedDenseKernel(),
        new SlicedConvKernel(),
        new SignedConvKernel(),
        new WeightedConvKernel(),
        new ColumnSumKernel(),
        new FloatConvKernel(),
    ]);
}
