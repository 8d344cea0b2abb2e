// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// A dense layer and its threshold in one, counted bit-sliced (<see cref="ISlicedOp"/>): bit n = 2 P_n - A + bias is at least limit n, where
/// bits count as 1 and 0 and bias is the greatest A there is. The limits are planes like the counters: limit n = sum over b of 2^b * limits[b, n].
/// For bits there may be as many planes again, of the limits 2 popcount(w_n) + K + 1 - limit n: a kernel that adds the rows of the inputs that are 0,
/// where these are fewer, compares 2 P' - A' + bias with them, and bit n is the opposite.
/// <c>%h = sliced_threshold(%x, %w, %limits) : bit[1, 64]</c> with x: bit or uint8 of K elements, w: bit[K + 1, 64], limits: bit[planes, 64].
/// </summary>
internal sealed class SlicedThreshold : Op, ISlicedOp
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
            SlicedWeights.Limits(limits, HasComplement(input, limits) ? 2 : 1, SlicedPlanes.Of(SlicedWeights.GreatestTotal(input)), weights.Type.Shape.Last))
    {
    }

    /// <summary>Whether there are limits for the rows of the inputs that are 0.</summary>
    public bool IsWithComplement => HasComplement(Input, Limits);

    /// <summary>K bits, or pixels.</summary>
    public Op Input => Operands[0];

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
        input.Type.Element == ElementType.Bit && limits.Type.Shape[0] > SlicedPlanes.Of(SlicedWeights.GreatestTotal(input)) + 1;
}
