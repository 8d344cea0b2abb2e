// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Each element as float32: an integer rounded to the nearest float32 (exact up to 2^24), a bit as +1.0 or -1.0.
/// <c>%f = to_float(%dot) : float32[1, 64]</c>
/// </summary>
internal sealed class ToFloat : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("to_float", 1, Stage.Imported, Stage.Packed, a => new ToFloat(a[0]));

    /// <summary>Converts <paramref name="input"/>.</summary>
    public ToFloat(Op input)
        : base(KindOf, input.OfElement("input", ElementType.Bit, ElementType.Int8, ElementType.Int16, ElementType.Int32, ElementType.UInt8)
            .Type.WithElement(ElementType.Float32), input)
    {
    }

    /// <summary>Integers or bits.</summary>
    public Op Input => Operands[0];
}
