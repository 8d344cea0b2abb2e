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
        Multiply { Left: var factor, Right: Constant scale } => Scaled(op, factor, scale),
        Multiply { Left: Constant scale, Right: var factor } => Scaled(op, factor, scale),
        _ => null,
    };

    /// <summary>
    /// Bits or integers times <paramref name="scale"/> as floats, in place of <paramref name="replaced"/>, whose name the exact tensor takes.
    /// </summary>
    public static Op AsFloats(Op exact, float scale, Op replaced) => AsScaled(exact.NamedAs(replaced), scale, replaced);

    /// <summary>The same of bits or integers that are there already, and keep their name.</summary>
    public static Op AsScaled(Op exact, float scale, Op replaced)
    {
        var floats = new ToFloat(exact).Named(replaced.Name + "_float", replaced.Origin);
        return scale == 1
            ? floats
            : new Multiply(floats, new Constant(Tensor.Of(new(1), scale))).Named(replaced.Name + "_scaled", replaced.Origin);
    }

    /// <summary>A scale of more elements repeats a bit, which makes another tensor of it.</summary>
    private static BinaryTensor? Scaled(Op product, Op factor, Constant scale) =>
        factor is ToFloat { Input: { Type.Element: ElementType.Bit } bits } && product.Type.Shape == bits.Type.Shape ? new(bits, scale) : null;

    /// <summary>The one factor of all elements; null if they differ.</summary>
    public float? UniformScale()
    {
        if (Scale is null)
            return 1;
        float first = Scale.Floats.Values[0];
        return Scale.Floats.Values.All(value => value.Equals(first)) ? first : null;
    }
}
