// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// A binary dense layer in words: y_n = K - 2 * popcount(x xor w_n), because each differing bit turns a +1 of the sum into a -1.
/// <c>%dot = xnor_dense(%x, %w) {outputs=10} : int32[1, 10]</c> with x: bit[1, K], w: bit[2, words, 8, 64].
/// </summary>
internal sealed class XnorDense : InterleavedDenseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("xnor_dense", 2, Stage.Packed, Stage.Packed,
        a => new XnorDense(a[0], a[1], a.Int("outputs")));

    /// <summary>Reads bit[1, K], or an image bit[1, H, W, C] as its flatten.</summary>
    public XnorDense(Op input, Op weights, int outputs)
        : base(KindOf, ElementType.Int32, input.OfElement("input", ElementType.Bit), input.Type.Shape, weights, outputs)
    {
    }

    /// <inheritdoc/>
    public override string Reason => "binary input and weights; the sums themselves are needed";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new("XnorDense.Dot", CallArgument.Of("weights", Weights), CallArgument.Of("fanIn", FanIn));

    /// <inheritdoc/>
    public override KernelCall? CCall =>
        new("xnor_dense", WordsOfRow, CallArgument.Of("weights", Weights), CallArgument.Of("fan_in", FanIn), CallArgument.Of("outputs", Outputs));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => XnorWork.Of(this, planes: 1);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        GraphInterpreter.Integers(this, n => FanIn - (2 * DifferingBits(operands, n)));

    /// <inheritdoc/>
    public override void Verify() => VerifyOnBits();
}
