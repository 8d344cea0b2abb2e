// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Pooling of bits: channel c is +1 if any tap is, or, where all_c is +1, if all taps are. A maximum in front of a falling threshold is the
/// latter: max(x) &lt; t exactly when every x is.
/// <c>%y = bit_pool(%x, %all) {kernel=2x2, strides=2x2, pads=0x0x0x0, dilations=1x1} : bit[1, 4, 4, 64]</c> with x: bit[1, 8, 8, 64],
/// all: bit[64].
/// </summary>
internal sealed class BitPool : PoolOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("bit_pool", 2, Stage.Canonical, Stage.Packed, a => new BitPool(a[0], a[1], Window.Parse(a)));

    /// <summary>Pools <paramref name="input"/>.</summary>
    public BitPool(Op input, Op all, Window window)
        : base(
            KindOf,
            ElementType.Bit,
            input.OfElement("input", ElementType.Bit),
            window,
            all.OfElement("all", ElementType.Bit).AsConstant("all").OfShape("all", new(input.Type.Shape.Channels)))
    {
    }

    /// <summary>bit[C]: +1 where all taps have to be +1, -1 where any is enough.</summary>
    public Constant All => (Constant)Operands[1];
}
