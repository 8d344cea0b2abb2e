// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A dense layer whose weights lie interleaved by eight, so that the lanes of a vector are outputs: w[b, j, l] is the j-th word of 64
/// weights of output 8b + l. Weights behind fan-in and outputs behind the last are 0. One layout serves vectors of 128, 256 and 512 bits.
/// </summary>
internal abstract class InterleavedDenseOp : Op
{
    /// <summary>Outputs per block.</summary>
    public const int Lanes = 8;

    private protected InterleavedDenseOp(
        OpKind kind, ElementType element, Op input, Op weights, int outputs, params ImmutableArray<Op> rest)
        : base(kind, new(element, new(1, outputs)), [input, Packed(weights, outputs, input.Type.Shape.Last), .. rest])
    {
    }

    /// <summary>What is multiplied with the weights.</summary>
    public Op Input => Operands[0];

    /// <summary>bit[blocks, words, 8, 64].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>N, without padding.</summary>
    public int Outputs => Type.Shape[1];

    /// <summary>K, the number of terms of each sum.</summary>
    public int FanIn => Input.Type.Shape.Last;

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("outputs", Outputs)];

    /// <summary>The outputs of full blocks: the last block is filled up.</summary>
    public static int PaddedOutputs(int outputs) => (outputs + Lanes - 1) / Lanes * Lanes;

    /// <summary>The shape of interleaved weights.</summary>
    public static Shape WeightShape(int outputs, int fanIn) =>
        new(PaddedOutputs(outputs) / Lanes, TensorType.WordsFor(fanIn), Lanes, 64);

    private static Constant Packed(Op weights, int outputs, int fanIn) =>
        weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", WeightShape(outputs, fanIn));

    private protected static Constant LimitsFor(Op limits, int outputs) =>
        limits.OfElement("limits", ElementType.Int32).AsConstant("limits").OfShape("limits", new(PaddedOutputs(outputs)));
}
