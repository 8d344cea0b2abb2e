// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Building;

/// <summary>What a name of the model stands for while the graph is built.</summary>
internal abstract record Value;

/// <summary>A tensor of the network or a constant, as an op; its elements are float32, or uint8 before the first Cast.</summary>
/// <param name="Op">The op that computes it.</param>
/// <param name="Meaning">What the source model means by the elements.</param>
internal sealed record TensorValue(Op Op, Meaning Meaning = Meaning.Number) : Value
{
    /// <summary>For <see cref="Meaning.Integer"/>: between which integers the elements lie. Float32 holds them exactly up to 2^24.</summary>
    public Bounds Bounds { get; init; }
}

/// <summary>What the source model means by the elements of a float32 tensor.</summary>
internal enum Meaning
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>False and true, held as 0 and 1.</summary>
    Boolean,

    /// <summary>Integers, made from pixels, from bools, or by rounding.</summary>
    Integer,
}

/// <summary>Integers known at compile time: shapes, axes, indices.</summary>
/// <param name="Extents">Of the tensor that holds them; an extent may be 0.</param>
/// <param name="Values">Row-major.</param>
internal sealed record IntegerValue(ImmutableArray<int> Extents, ImmutableArray<long> Values) : Value
{
    /// <summary>The element type in the file, from which quantizers learn the range of their results.</summary>
    public DataType Type { get; init; } = DataType.Int64;
}

/// <summary>What stands at the end of a classifier behind its scores, and is left out of the compiled network.</summary>
/// <param name="Scores">What the compiled network returns instead.</param>
/// <param name="Kind">What was left out.</param>
/// <param name="Origin">The node that was left out.</param>
internal sealed record EndValue(Op Scores, EndKind Kind, Origin Origin) : Value;

/// <summary>What is left out at the end of a classifier.</summary>
internal enum EndKind
{
    /// <summary>TopK or ArgMax: the index of the greatest score.</summary>
    ClassIndex,

    /// <summary>Softmax or LogSoftmax.</summary>
    Probabilities,
}
