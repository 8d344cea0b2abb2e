// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>a + b in float32, or in int32 modulo 2^32 (ONNX Add). <c>%y = add(%a, %b) : float32[1, 64]</c></summary>
internal sealed class Add : ArithmeticOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("add", 2, Stage.Imported, Stage.Packed, a => new Add(a[0], a[1]));

    /// <summary>Adds two tensors.</summary>
    public Add(Op left, Op right)
        : base(KindOf, left, right)
    {
    }
}
