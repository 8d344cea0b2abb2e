// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>0 if x is at most 0, else x (ONNX Relu). <c>%y = relu(%x) : float32[1, 64]</c></summary>
internal sealed class Relu : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("relu", 1, Stage.Imported, Stage.Packed, a => new Relu(a[0]));

    /// <summary>Rectifies <paramref name="input"/>.</summary>
    public Relu(Op input)
        : base(KindOf, input.OfElement("input", ElementType.Float32).Type, input)
    {
    }
}
