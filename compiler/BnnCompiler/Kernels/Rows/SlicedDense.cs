// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// The sums of a dense layer, counted bit-sliced (<see cref="ISlicedOp"/>): y_n = scale * (2 P_n - A) + offset_n, where bits count as 1 and 0. For
/// bits scale is 2 and the offset is K - 2 * popcount(w_n); for pixels they are 1 and 0.
/// <c>%y = sliced_dense(%x, %w, %offsets) {scale=2} : int32[1, 10]</c> with x: bit or uint8 of K elements, w: bit[K + 1, 10], offsets: int32[10].
/// </summary>
internal sealed class SlicedDense : KernelOp, ISlicedOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("sliced_dense", 3, Stage.Packed, Stage.Packed, a => new SlicedDense(a[0], a[1], a[2], a.Int("scale")));

    /// <summary>Sums <paramref name="input"/>, row by row.</summary>
    public SlicedDense(Op input, Op weights, Op offsets, int scale)
        : base(
            KindOf,
            new(ElementType.Int32, new(1, weights.Type.Shape.Last)),
            input.OfElement("input", ElementType.Bit, ElementType.UInt8),
            SlicedWeights.Of(weights, input.Type.Shape.ElementCount, weights.Type.Shape.Last),
            offsets.OfElement("offsets", ElementType.Int32).AsConstant("offsets").OfShape("offsets", new(weights.Type.Shape.Last))) => Scale = scale;

    /// <summary>K bits, or pixels.</summary>
    public Op Input => Operands[0];

    /// <inheritdoc/>
    public override Constant? WeightTable => Weights;

    /// <inheritdoc/>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>int32[N].</summary>
    public Constant Offsets => (Constant)Operands[2];

    /// <summary>Factor of every sum.</summary>
    public int Scale { get; }

    /// <inheritdoc/>
    public int RowLength => Type.Shape.Last;

    /// <inheritdoc/>
    public int CounterPlanes => SlicedPlanes.Of(SlicedWeights.GreatestTotal(Input));

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("scale", Scale)];

    /// <inheritdoc/>
    public override Shape? Scratch => new(CounterPlanes, RowLength);

    /// <inheritdoc/>
    public override int FanIn => Input.Type.Shape.ElementCount;

    /// <inheritdoc/>
    public override int Outputs => Type.Shape.Last;

    /// <summary>Shown of kernels of C# alone, which has others for sums.</summary>
    public override string Reason => "binary weights: the weights of active inputs are counted bit-sliced; the sums themselves are needed";

    /// <inheritdoc/>
    public override KernelCall? CCall =>
        SlicedWeights.DenseCallInC("sliced_dense", Input, this, CallArgument.Of("scale", Scale), CallArgument.Of("offsets", Offsets));

    /// <summary>No kernel of C# computes it, and only those are timed.</summary>
    public override KernelWork Work(double? activeInputs) => KernelWork.Unknown;

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) => SlicedSums.Dense(this, operands[0], differences =>
        GraphInterpreter.Made(this, n => (Scale * differences[n]) + Offsets.Integers.Values[n]));

    /// <inheritdoc/>
    public override void Verify() => SlicedWeights.VerifyZeroRow(this, Weights);
}
