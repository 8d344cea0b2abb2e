// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// 1.0 where a relation holds, else 0.0; false for NaN, but for <c>ne</c> (ONNX Greater, GreaterOrEqual, Less, LessOrEqual, Equal).
/// <c>%c = compare(%a, %b) {relation=ge} : float32[1, 64]</c>, with gt, ge, lt, le, eq or ne.
/// </summary>
internal sealed class Compare : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("compare", 2, Stage.Imported, Stage.Packed,
        a => new Compare(a[0], a[1], a.Word("relation")));

    /// <summary>Compares two float tensors.</summary>
    public Compare(Op left, Op right, string relation)
        : base(
            KindOf,
            new(ElementType.Float32, Broadcasting.Of(left.Type.Shape, right.Type.Shape)),
            left.OfElement("left operand", ElementType.Float32),
            right.OfElement("right operand", ElementType.Float32))
    {
        if (relation is not ("gt" or "ge" or "lt" or "le" or "eq" or "ne"))
            throw new InvalidOpException($"unknown relation '{relation}'; known are gt, ge, lt, le, eq, ne");
        Relation = relation;
    }

    /// <summary>gt, ge, lt, le, eq or ne.</summary>
    public string Relation { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [new("relation", Relation)];
}
