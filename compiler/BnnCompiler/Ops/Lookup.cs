// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Each pixel's entry of a table: what an input quantizer makes of it, in its steps.
/// <c>%y = lookup(%x, %table) : int16[1, 32, 32, 3]</c> with x: uint8, table: int16[256].
/// </summary>
internal sealed class Lookup : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("lookup", 2, Stage.Canonical, Stage.Packed, a => new Lookup(a[0], a[1]));

    /// <summary>Looks up every element of <paramref name="input"/>.</summary>
    public Lookup(Op input, Op table)
        : base(
            KindOf,
            input.OfElement("input", ElementType.UInt8).Type.WithElement(ElementType.Int16),
            input,
            table.OfElement("table", ElementType.Int16).AsConstant("table").OfShape("table", new(256)))
    {
    }

    /// <summary>uint8.</summary>
    public Op Input => Operands[0];

    /// <summary>int16[256].</summary>
    public Constant Table => (Constant)Operands[1];
}
