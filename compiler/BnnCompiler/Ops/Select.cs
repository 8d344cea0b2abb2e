// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>a where the condition is not 0, else b (ONNX Where). <c>%y = select(%condition, %a, %b) : float32[1, 64]</c></summary>
internal sealed class Select : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("select", 3, Stage.Imported, Stage.Packed, a => new Select(a[0], a[1], a[2]));

    /// <summary>Chooses between two float tensors.</summary>
    public Select(Op condition, Op whenTrue, Op whenFalse)
        : base(
            KindOf,
            new(ElementType.Float32, Broadcasting.Of(condition.Type.Shape, Broadcasting.Of(whenTrue.Type.Shape, whenFalse.Type.Shape))),
            condition.OfElement("condition", ElementType.Float32),
            whenTrue.OfElement("first choice", ElementType.Float32),
            whenFalse.OfElement("second choice", ElementType.Float32))
    {
    }
}
