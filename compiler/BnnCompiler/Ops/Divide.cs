// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>a / b in float32 (ONNX Div). <c>%y = div(%a, %b) : float32[1, 64]</c></summary>
internal sealed class Divide : ArithmeticOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("div", 2, Stage.Imported, Stage.Packed, a => new Divide(a[0], a[1]));

    /// <summary>
    /// Divides <paramref name="left"/> by <paramref name="right"/>; integers are refused, their division rounds differently in every format.
    /// </summary>
    public Divide(Op left, Op right)
        : base(KindOf, left.OfElement("dividend", ElementType.Float32), right)
    {
    }
}
