// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Kernels;

/// <summary>The limits of a convolution whose result is bits: pixel (i, j) follows those of class rowClasses[i] + columnClasses[j].</summary>
/// <param name="limits">One per output for each class.</param>
/// <param name="outputs">Limits of a class.</param>
/// <param name="rowClasses">One per row of the result.</param>
/// <param name="columnClasses">One per column of the result.</param>
/// <param name="classes">One more than the highest class of a pixel.</param>
internal readonly ref struct PixelLimits(
    ReadOnlySpan<int> limits, int outputs, ReadOnlySpan<byte> rowClasses, ReadOnlySpan<byte> columnClasses, int classes)
{
    private readonly ReadOnlySpan<int> limits = limits;

    public int Outputs => outputs;

    public int Classes => classes;

    public ReadOnlySpan<byte> Rows { get; } = rowClasses;

    public ReadOnlySpan<byte> Columns { get; } = columnClasses;

    public ReadOnlySpan<int> Of(int oneClass) => limits.Slice(oneClass * outputs, outputs);
}
