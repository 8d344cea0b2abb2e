// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>a - b in float32 (ONNX Sub). <c>%y = sub(%a, %b) : float32[1, 64]</c></summary>
internal sealed class Subtract : ArithmeticOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("sub", 2, Stage.Imported, Stage.Packed, a => new Subtract(a[0], a[1]));

    /// <summary>Subtracts <paramref name="right"/> from <paramref name="left"/>.</summary>
    public Subtract(Op left, Op right)
        : base(KindOf, left.OfElement("left operand", ElementType.Float32), right)
    {
    }
}
