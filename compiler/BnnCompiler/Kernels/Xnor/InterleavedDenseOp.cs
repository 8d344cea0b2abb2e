// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A dense layer with <see cref="InterleavedWeights"/>. An image is read as its flatten, whose rows (the pixels) start in new words; so do their
/// weights.
/// </summary>
internal abstract class InterleavedDenseOp : KernelOp
{
    private protected InterleavedDenseOp(
        OpKind kind, ElementType element, Op input, Shape terms, Op weights, int outputs, params ImmutableArray<Op> rest)
        : base(kind, new(element, new(1, outputs)), [input, Packed(weights, InterleavedWeights.ShapeOf(outputs, terms)), .. rest]) => Terms = terms;

    /// <summary>What is multiplied with the weights.</summary>
    public Op Input => Operands[0];

    /// <summary>bit[blocks, words, 8, 64].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <inheritdoc/>
    public override Constant? WeightTable => Weights;

    /// <summary>N, without padding.</summary>
    public override int Outputs => Type.Shape[1];

    /// <summary>What each sum runs over: the whole input, row by row, or one of its bit planes.</summary>
    public Shape Terms { get; }

    /// <summary>K, the number of terms of each sum.</summary>
    public override int FanIn => Terms.ElementCount;

    /// <summary>Words of a row of weights, each of 64 bits, as an argument of kernels that are made for these.</summary>
    private protected CallArgument WordsOfRow => CallArgument.Of("words", Weights.Type.Shape[1]);

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("outputs", Outputs)];

    /// <summary>Places where one row of input differs from the weights of an output.</summary>
    private protected static int DifferingBits(ImmutableArray<Tensor> operands, int output)
    {
        var input = (BitTensor)operands[0];
        int differing = 0;
        for (int word = 0; word < input.Words.Length; word++)
            differing += Bits.Count(input.Words[word] ^ InterleavedWeights.Word((BitTensor)operands[1], output, word));
        return differing;
    }

    /// <summary>Checks <c>input-rows</c> of a layer on bits, and <c>padding-weights</c>.</summary>
    private protected void VerifyOnBits()
    {
        if (Input.Type.Shape is not { Rank: 2 or 3 or 4 } shape || shape[0] != 1)
            throw Rule.Broken(this, "input-rows", $"reads {Input.Type}; expected [1, {NumberText.Of(FanIn)}], or an image [1, .., channels]");
        InterleavedWeights.Verify(this, Weights, Outputs, Terms.Last);
    }

    private static Constant Packed(Op weights, Shape shape) =>
        weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", shape);

    private protected static Constant LimitsFor(Op limits, int outputs) =>
        limits.OfElement("limits", ElementType.Int32).AsConstant("limits").OfShape("limits", new(InterleavedWeights.PaddedOutputs(outputs)));
}
