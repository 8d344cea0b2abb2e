// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A dense layer whose weights lie interleaved by eight, so that the lanes of a vector are outputs: w[b, j, l] is the j-th word of 64
/// weights of output 8b + l. An image is read as its flatten, whose rows (the pixels) start in new words; so do their weights. Weights behind
/// the end of a row and of outputs behind the last are 0. One layout serves vectors of 128, 256 and 512 bits.
/// </summary>
internal abstract class InterleavedDenseOp : Op
{
    /// <summary>Outputs per block.</summary>
    public const int Lanes = 8;

    private protected InterleavedDenseOp(
        OpKind kind, ElementType element, Op input, Shape terms, Op weights, int outputs, params ImmutableArray<Op> rest)
        : base(kind, new(element, new(1, outputs)), [input, Packed(weights, WeightShape(outputs, terms)), .. rest]) => Terms = terms;

    /// <summary>What is multiplied with the weights.</summary>
    public Op Input => Operands[0];

    /// <summary>bit[blocks, words, 8, 64].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>N, without padding.</summary>
    public int Outputs => Type.Shape[1];

    /// <summary>What each sum runs over: the whole input, row by row, or one of its bit planes.</summary>
    public Shape Terms { get; }

    /// <summary>K, the number of terms of each sum.</summary>
    public int FanIn => Terms.ElementCount;

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("outputs", Outputs)];

    /// <summary>The outputs of full blocks: the last block is filled up.</summary>
    public static int PaddedOutputs(int outputs) => (outputs + Lanes - 1) / Lanes * Lanes;

    /// <summary>The shape of interleaved weights for one row.</summary>
    public static Shape WeightShape(int outputs, int fanIn) => WeightShape(outputs, new Shape(1, fanIn));

    /// <summary>The shape of interleaved weights for rows that each start in a new word.</summary>
    public static Shape WeightShape(int outputs, Shape terms) =>
        new(PaddedOutputs(outputs) / Lanes, terms.Rows * TensorType.WordsFor(terms.Last), Lanes, 64);

    private static Constant Packed(Op weights, Shape shape) =>
        weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", shape);

    private protected static Constant LimitsFor(Op limits, int outputs) =>
        limits.OfElement("limits", ElementType.Int32).AsConstant("limits").OfShape("limits", new(PaddedOutputs(outputs)));
}
