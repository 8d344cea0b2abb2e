// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// The same elements in the same row-major order, in another shape; flatten, squeeze and unsqueeze are reshapes (ONNX Reshape).
/// <c>%y = reshape(%x) : float32[1, 784]</c>
/// </summary>
internal sealed class Reshape : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("reshape", 1, Stage.Imported, Stage.Packed, a => new Reshape(a[0], a.Type.Shape));

    /// <summary>Shows <paramref name="input"/> in <paramref name="shape"/>.</summary>
    public Reshape(Op input, Shape shape)
        : base(KindOf, input.Type.WithShape(shape), input)
    {
        if (shape.ElementCount != input.Type.Shape.ElementCount)
            throw new InvalidOpException($"cannot reshape {input.Type} to [{shape}]: the number of elements differs");
    }

    /// <summary>The tensor shown in another shape.</summary>
    public Op Input => Operands[0];
}
