// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// A dense layer and its threshold in one, counted bit-sliced (<see cref="ISlicedOp"/>): bit n = 2 P_n - A + bias is at least limit n, where
/// bits count as 1 and 0 and bias is the greatest A there is. The limits are planes like the counters: limit n = sum over b of 2^b * limits[b, n].
/// For bits there may be as many planes again, of the limits 2 popcount(w_n) + K + 1 - limit n: a kernel that adds the rows of the inputs that are 0,
/// where these are fewer, compares 2 P' - A' + bias with them, and bit n is the opposite.
/// <c>%h = sliced_threshold(%x, %w, %limits) : bit[1, 64]</c> with x: bit or uint8 of K elements, w: bit[K + 1, 64], limits: bit[planes, 64].
/// </summary>
internal sealed class SlicedThreshold : KernelOp, ISlicedOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("sliced_threshold", 3, Stage.Packed, Stage.Packed, a => new SlicedThreshold(a[0], a[1], a[2]));

    /// <summary>Sums <paramref name="input"/>, row by row, and compares.</summary>
    public SlicedThreshold(Op input, Op weights, Op limits)
        : base(
            KindOf,
            new(ElementType.Bit, new(1, weights.Type.Shape.Last)),
            input.OfElement("input", ElementType.Bit, ElementType.UInt8),
            SlicedWeights.Of(weights, input.Type.Shape.ElementCount, weights.Type.Shape.Last),
            SlicedWeights.Limits(
                limits, HasComplement(input, limits) ? 2 : 1, SlicedPlanes.Of(SlicedWeights.GreatestTotal(input)), weights.Type.Shape.Last))
    {
    }

    /// <summary>Whether there are limits for the rows of the inputs that are 0.</summary>
    public bool IsWithComplement => HasComplement(Input, Limits);

    /// <summary>K bits, or pixels.</summary>
    public Op Input => Operands[0];

    /// <inheritdoc/>
    public override Constant? WeightTable => Weights;

    /// <inheritdoc/>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>bit[planes, N].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <summary>The greatest sum of all inputs.</summary>
    public int Bias => SlicedWeights.GreatestTotal(Input);

    /// <inheritdoc/>
    public int RowLength => Type.Shape.Last;

    /// <inheritdoc/>
    public int CounterPlanes => SlicedPlanes.Of(Bias);

    private static bool HasComplement(Op input, Op limits) =>
        input.Type.Element == ElementType.Bit && limits.Type.Shape is { Rank: 2 } shape
        && shape[0] > SlicedPlanes.Of(SlicedWeights.GreatestTotal(input)) + 1;

    /// <inheritdoc/>
    public override Shape? Scratch => new(CounterPlanes, RowLength);

    /// <inheritdoc/>
    public override int FanIn => Input.Type.Shape.ElementCount;

    /// <inheritdoc/>
    public override int Outputs => Type.Shape.Last;

    /// <inheritdoc/>
    public override string Reason => Input.Type.Element == ElementType.Bit
        ? SlicedWeights.ReasonOnBits
        : "8-bit input, binary weights: the weights of active inputs are counted bit-sliced, bit plane by bit plane, exact; "
            + "everything up to the sign is one comparison";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "SlicedDense.Threshold",
        [
            .. Input.Type.Element == ElementType.Bit ? [CallArgument.Of("rowLength", Input.Type.Shape.Last)] : ImmutableArray<CallArgument>.Empty,
            CallArgument.Of("weights", Weights),
            CallArgument.Of("limits", Limits),
            CallArgument.Of("outputs", RowLength),
        ])
    {
        Together = "SlicedBatch.Threshold",
    };

    /// <inheritdoc/>
    public override KernelCall? CCall =>
        SlicedWeights.DenseCallInC("sliced_threshold", Input, this, CallArgument.Of("bias", Bias), CallArgument.Of("limits", Limits));

    /// <summary>
    /// Each active input, or where they are fewer each of the others, adds a row. Rows of pixels are read again for each of the eight bits; once they
    /// have to come from memory.
    /// </summary>
    public override KernelWork Work(double? activeInputs)
    {
        double all = KernelWork.BitsOf(Input), active = activeInputs ?? all / 2;
        double rows = IsWithComplement ? Math.Min(active, all - active) : active;
        double limits = (double)Limits.Type.ByteSize / (IsWithComplement ? 2 : 1);
        double rowBytes = TensorType.WordsFor(RowLength) * sizeof(ulong), rowsRead = Math.Min(rows, Input.Type.Shape.ElementCount);
        return new(rows * SlicedCosts.OperationsPerRow * KernelWork.Registers(RowLength), (rowsRead * rowBytes) + limits);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) => SlicedSums.Dense(this, operands[0], differences =>
        BitTensor.FromPredicate(Type.Shape, n => differences[n] + Bias >= SlicedSums.Limit(Limits, 0, CounterPlanes + 1, n)));

    /// <summary>Checks <c>zero-row</c> and <c>complement-limits</c>.</summary>
    public override void Verify()
    {
        SlicedWeights.VerifyZeroRow(this, Weights);
        if (!IsWithComplement || Weights.Value is not BitTensor weights)
            return;
        int inputs = Input.Type.Shape.ElementCount, planes = CounterPlanes + 1;
        int[] ones = Columns(weights, RowLength, 0, inputs, _ => 1);
        int[] limits = Columns(Limits.Bits, RowLength, 0, planes, plane => 1 << plane);
        int[] complements = Columns(Limits.Bits, RowLength, planes, planes, plane => 1 << plane);
        for (int n = 0; n < ones.Length; n++)
        {
            // Limits have the bias added to them, and so have their complements. Behind the ends, all are never or always reached.
            int expected = (int)Math.Min(Math.Max((2L * ones[n]) + 1 + Bias - limits[n], 0), (2L * Bias) + 1);
            if (complements[n] != expected)
            {
                throw Rule.Broken(this, "complement-limits",
                    $"the limit of output {NumberText.Of(n)} for its inputs that are 0 is {NumberText.Of(complements[n])}; "
                    + $"expected {NumberText.Of(expected)}");
            }
        }
    }

    /// <summary>The sum of some rows of bits, each of its own weight, by column.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    private static int[] Columns(BitTensor bits, int columns, int first, int rows, Func<int, int> weight)
    {
        int[] sums = new int[columns];
        for (int row = 0; row < rows; row++)
        {
            var words = bits.Row(first + row);
            int value = weight(row);
            for (int n = 0; n < columns; n++)
                sums[n] += (int)((words[n / 64] >> (n % 64)) & 1) * value;
        }

        return sums;
    }
}
