// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>A float tensor that is known to be bits times a scale: <c>to_float(bits)</c> or <c>mul(to_float(bits), constant)</c>.</summary>
/// <param name="Bits">The bits.</param>
/// <param name="Scale">The constant factor, or null for 1.</param>
internal sealed record BinaryTensor(Op Bits, Constant? Scale)
{
    /// <summary>The form of <paramref name="op"/>, or null if it is something else.</summary>
    public static BinaryTensor? Of(Op op) => op switch
    {
        ToFloat { Input: { Type.Element: ElementType.Bit } bits } => new(bits, null),
        Multiply { Left: ToFloat { Input: { Type.Element: ElementType.Bit } bits }, Right: Constant scale } when op.Type.Shape == bits.Type.Shape => new(bits, scale),
        Multiply { Left: Constant scale, Right: ToFloat { Input: { Type.Element: ElementType.Bit } bits } } when op.Type.Shape == bits.Type.Shape => new(bits, scale),
        _ => null,
    };

    /// <summary>The one factor of all elements; null if they differ.</summary>
    public float? UniformScale()
    {
        if (Scale is null)
            return 1;
        float first = Scale.Floats.Values[0];
        return Scale.Floats.Values.All(value => value.Equals(first)) ? first : null;
    }
}
