// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// The sum of each window, by channel: exact int32 on bits, codes and int32; on float32 ((0 + x_0) + x_1) + .. in ascending row, then
/// column, each sum rounded. An average is
/// this, divided by the number of elements (ONNX AveragePool, GlobalAveragePool).
/// <c>%y = sum_pool(%x) {kernel=2x2, strides=2x2, pads=0x0x0x0, dilations=1x1} : int32[1, 4, 4, 64]</c> with x: bit[1, 8, 8, 64].
/// </summary>
internal sealed class SumPool : PoolOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("sum_pool", 1, Stage.Imported, Stage.Packed, a => new SumPool(a[0], Window.Parse(a)));

    /// <summary>Pools <paramref name="input"/>.</summary>
    public SumPool(Op input, Window window)
        : base(
            KindOf,
            input.OfElement("input", ElementType.Float32, ElementType.Int32, ElementType.UInt8, ElementType.Bit).Type.Element == ElementType.Float32
                ? ElementType.Float32
                : ElementType.Int32,
            input,
            window)
    {
    }
}
