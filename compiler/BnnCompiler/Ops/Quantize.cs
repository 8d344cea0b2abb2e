// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Codes from numbers by comparison: code = codes_jr, where j is the number of limits t_lr with x >= t_lr. A quantizer of b bits has 2^b - 1 limits
/// and the codes 0, 1, 2, ...; a falling one has them in descending order. NaN is below every limit.
/// <c>%h = quantize(%dot, %limits, %codes) : uint8[1, 64]</c> with x: int32, uint8 (limits int32[L, R]) or float32 (limits
/// float32[L, R]); codes: uint8[L + 1, R]; R is 1 where all elements share one rule, or the number of channels, or that of all elements.
/// </summary>
internal sealed class Quantize : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("quantize", 3, Stage.Imported, Stage.Packed, a => new Quantize(a[0], a[1], a[2]));

    /// <summary>Compares <paramref name="input"/> with <paramref name="limits"/>.</summary>
    public Quantize(Op input, Op limits, Op codes)
        : base(
            KindOf,
            input.Type.WithElement(ElementType.UInt8),
            input.OfElement("input", ElementType.Int32, ElementType.UInt8, ElementType.Float32),
            limits.AsLimitsOf(input),
            codes.OfElement("codes", ElementType.UInt8).AsConstant("codes"))
    {
        var shape = limits.Type.Shape;
        if (shape[0] > byte.MaxValue)
            throw new InvalidOpException($"found {NumberText.Of(shape[0])} limits for each element; expected at most {NumberText.Of(byte.MaxValue)}");
        codes.AsConstant("codes").OfShape("codes", new(shape[0] + 1, shape[1]));
    }

    /// <summary>Numbers.</summary>
    public Op Input => Operands[0];

    /// <summary>[L, R], each rule's limits in ascending order, NaN last.</summary>
    public Constant Limits => (Constant)Operands[1];

    /// <summary>uint8[L + 1, R], by the number of limits that are reached.</summary>
    public Constant Codes => (Constant)Operands[2];

    /// <summary>R: element i follows rule i mod R.</summary>
    public int Rules => Limits.Type.Shape[1];

    /// <summary>L.</summary>
    public int Rows => Limits.Type.Shape[0];

    /// <summary>What <paramref name="value"/> becomes at <paramref name="element"/>.</summary>
    public byte CodeOf(double value, int element)
    {
        int rule = element % Rules, reached = 0;
        for (int row = 0; row < Rows; row++)
            reached += value >= Limits.Value[(row * Rules) + rule] ? 1 : 0;
        return ((Tensor<byte>)Codes.Value).Values[(reached * Rules) + rule];
    }
}
