// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// Makes <see cref="SlicedThreshold"/> of dense layers and their thresholds. The kernel compares 2 P - A, the signed sum of its inputs where bits
/// count as 1 and 0. Of a binary layer that is popcount(w) less the number of differing bits, so a limit on the latter becomes one on the former.
/// </summary>
/// <param name="withComplement">Whether layers on bits get limits for their inputs that are 0 as well.</param>
internal sealed class SlicedThresholdKernel(bool withComplement) : Kernel
{
    /// <summary>Cycles for adding one register of a row of weights: from the second-level cache, and from farther away.</summary>
    private const double CyclesPerRow = 2.0, CyclesPerFarRow = 2.7;

    /// <summary>Bytes of weights that the second-level cache keeps.</summary>
    private const long NearBytes = 384 * 1024;

    /// <summary>Rows of zeros that fill up a block of 32 on average.</summary>
    private const double HalfBlock = 16;

    /// <inheritdoc/>
    public override bool Fits(Layer layer) =>
        layer is { Op: BinaryDense or IntegerDense, Threshold: not null } && SlicedWeights.FitsSums(layer.Op.Operands[0]);

    /// <inheritdoc/>
    public override double Cost(Layer layer) => CostOf(layer);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var weights = (Constant)layer.Op.Operands[1];
        int fanIn = weights.Type.Shape[1], outputs = layer.Outputs;
        bool isBits = layer.Op is BinaryDense;
        var x = isBits ? input.Rows : input.Op;
        int bias = SlicedWeights.GreatestTotal(x);
        int[] ones = [.. Enumerable.Range(0, outputs).Select(n => layer.IsNegated(n) ? fanIn - weights.Bits.CountSet(n) : weights.Bits.CountSet(n))];
        int Within(long limit) => (int)Math.Min(Math.Max(limit, -bias), bias + 1L);
        int[] limits = [.. layer.LeastSums().Select((least, n) =>
            isBits ? ones[n] - LeastSum.ToDiffering(least, fanIn) : Within(least))];
        var complements = limits.Select((limit, n) => Within((2L * ones[n]) + 1 - bias - limit));
        return new SlicedThreshold(
            x,
            InputRows.Of(weights, layer.IsNegated, zeros: 1),
            SlicedWeights.Planes(bias, withComplement && isBits ? [limits, [.. complements]] : [limits], outputs));
    }

    /// <summary>What a dense layer costs, with a threshold or without.</summary>
    public static double CostOf(Layer layer)
    {
        int fanIn = layer.Op.Operands[1].Type.Shape[1], planes = layer.Op is IntegerDense ? 8 : 1;
        double registers = SlicedCosts.Registers(layer.Outputs);
        double rate = (long)fanIn * layer.Outputs / 8 > NearBytes ? CyclesPerFarRow : CyclesPerRow;
        double rows = planes * ((fanIn * Cycles.Active) + HalfBlock);
        return Cycles.PerCall + (rows * ((registers * rate) + SlicedCosts.PerListed))
            + (registers * planes * SlicedPlanes.Of(fanIn) * SlicedCosts.PerPlane);
    }
}
