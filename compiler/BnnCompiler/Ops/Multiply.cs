// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>a * b in float32, or in int32 modulo 2^32 (ONNX Mul). <c>%y = mul(%a, %b) : float32[1, 64]</c></summary>
internal sealed class Multiply : ArithmeticOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("mul", 2, Stage.Imported, Stage.Packed, a => new Multiply(a[0], a[1]));

    /// <summary>Multiplies two tensors.</summary>
    public Multiply(Op left, Op right)
        : base(KindOf, left, right)
    {
    }
}
