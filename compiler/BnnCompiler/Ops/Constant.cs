// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Values known at compile time: <c>%t = constant [3, -1] : int32[2]</c>, or <c>%w = constant @w : bit[64, 784]</c> with the
/// values behind the graph.
/// </summary>
internal sealed class Constant : Op
{
    /// <summary>The catalogue entry. The values are part of the text, so printer and parser make constants themselves.</summary>
    public static readonly OpKind KindOf = new("constant", 0, Stage.Imported, Stage.Packed,
        _ => throw new InvalidOpException("a constant is made from values"));

    /// <summary>A constant of the given values.</summary>
    public Constant(Tensor value)
        : base(KindOf, value.Type) => Value = value;

    /// <summary>The values.</summary>
    public Tensor Value { get; }

    /// <summary>The values as bits.</summary>
    public BitTensor Bits => (BitTensor)Value;

    /// <summary>The values as 32-bit integers.</summary>
    public Tensor<int> Integers => (Tensor<int>)Value;

    /// <summary>The values as floats.</summary>
    public Tensor<float> Floats => (Tensor<float>)Value;
}
