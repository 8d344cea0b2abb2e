// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Planes;

/// <summary>
/// A dense layer on pixels given as bit planes: y_n = sum over b of 2^b * (2 * popcount(x_b and w_n) - popcount(x_b)), the weight of a pixel
/// being +1 where the weight bit is set and -1 elsewhere (paper, section 1.7).
/// <c>%dot = plane_dense(%planes, %w) {outputs=10} : int32[1, 10]</c> with planes: bit[8, K], w: bit[2, words, 8, 64].
/// </summary>
internal sealed class PlaneDense : InterleavedDenseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("plane_dense", 2, Stage.Packed, Stage.Packed,
        a => new PlaneDense(a[0], a[1], a.Int("outputs")));

    /// <summary>Reads bit[8, K].</summary>
    public PlaneDense(Op input, Op weights, int outputs)
        : base(KindOf, ElementType.Int32, input.OfElement("input", ElementType.Bit), new(1, input.Type.Shape.Last), weights, outputs)
    {
    }

    /// <inheritdoc/>
    public override string Reason => "8-bit input, binary weights: eight binary products, exact; the sums themselves are needed";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new("PlaneDense.Dot", CallArgument.Of("weights", Weights));

    /// <inheritdoc/>
    public override KernelCall? CCall => new("plane_dense", WordsOfRow, CallArgument.Of("weights", Weights), CallArgument.Of("outputs", Outputs));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => XnorWork.Of(this, KernelWork.PlanesOfPixels);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        GraphInterpreter.Integers(this, n => Sum(operands, n));

    /// <inheritdoc/>
    public override void Verify() => VerifyOnPlanes(this);

    /// <summary>The sum of an output, from the planes of the input and the weights.</summary>
    internal static int Sum(ImmutableArray<Tensor> operands, int output)
    {
        var planes = (BitTensor)operands[0];
        int sum = 0;
        for (int plane = 0; plane < 8; plane++)
        {
            var row = planes.Row(plane);
            for (int word = 0; word < row.Length; word++)
            {
                int positive = Bits.Count(row[word] & InterleavedWeights.Word((BitTensor)operands[1], output, word));
                sum += ((2 * positive) - Bits.Count(row[word])) << plane;
            }
        }

        return sum;
    }

    /// <summary>Checks <c>input-rows</c> of a layer on planes, <c>sum-range</c> and <c>padding-weights</c>.</summary>
    internal static void VerifyOnPlanes(InterleavedDenseOp dense)
    {
        if (dense.Input.Type.Shape is not { Rank: 2 } shape || shape[0] != 8)
            throw Rule.Broken(dense, "input-rows", $"reads {dense.Input.Type}; expected [8, {NumberText.Of(dense.FanIn)}]");
        SumRules.Verify(dense, dense.FanIn, ElementType.UInt8);
        InterleavedWeights.Verify(dense, dense.Weights, dense.Outputs, dense.Terms.Last);
    }
}
