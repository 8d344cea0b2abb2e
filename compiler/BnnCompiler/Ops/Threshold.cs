// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Bits from numbers by comparison: bit = flip_r xor parity of the number of limits t_lr with x >= t_lc. With one limit and no flip that is
/// x >= t; with flip, x &lt; t; two limits make an interval. NaN is below every limit.
/// <c>%h = threshold(%dot, %limits, %flips) : bit[1, 64]</c> with x: int32, uint8 (limits int32[L, R]) or float32 (limits float32[L, R]);
/// flips: bit[R]; R is 1 where all elements share one rule, or the number of channels, or that of all elements.
/// </summary>
internal sealed class Threshold : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("threshold", 3, Stage.Imported, Stage.Packed, a => new Threshold(a[0], a[1], a[2]));

    /// <summary>Compares <paramref name="input"/> with <paramref name="limits"/>.</summary>
    public Threshold(Op input, Op limits, Op flips)
        : base(
            KindOf,
            input.Type.WithElement(ElementType.Bit),
            input.OfElement("input", ElementType.Int32, ElementType.UInt8, ElementType.Float32),
            limits.AsLimitsOf(input),
            flips.OfElement("flips", ElementType.Bit).AsConstant("flips"))
    {
        Flips.OfShape("flips", new(Rules));
    }

    /// <summary>Numbers.</summary>
    public Op Input => Operands[0];

    /// <summary>[L, R], each rule's limits in ascending order, NaN last.</summary>
    public Constant Limits => (Constant)Operands[1];

    /// <summary>bit[R]: a set bit inverts the rule.</summary>
    public Constant Flips => (Constant)Operands[2];

    /// <summary>R: element i follows rule i mod R.</summary>
    public int Rules => Limits.Type.Shape[1];

    /// <summary>Whether <paramref name="value"/> becomes +1 at <paramref name="element"/>.</summary>
    public bool Fires(double value, int element)
    {
        int rule = element % Rules;
        bool bit = Flips.Bits.IsSet(rule);
        for (int row = 0; row < Limits.Type.Shape[0]; row++)
            bit ^= value >= Limits.Value[(row * Rules) + rule];
        return bit;
    }
}
