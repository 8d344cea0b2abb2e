// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// The greatest element of each window, by channel (ONNX MaxPool).
/// <c>%y = max_pool(%x) {kernel=2x2, strides=2x2, pads=0x0x0x0, dilations=1x1} : float32[1, 4, 4, 64]</c> with x: float32, int32 or uint8.
/// </summary>
internal sealed class MaxPool : PoolOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("max_pool", 1, Stage.Imported, Stage.Packed, a => new MaxPool(a[0], Window.Parse(a)));

    /// <summary>Pools <paramref name="input"/>.</summary>
    public MaxPool(Op input, Window window)
        : base(KindOf, input.OfElement("input", ElementType.Float32, ElementType.Int32, ElementType.UInt8).Type.Element, input, window)
    {
    }
}
