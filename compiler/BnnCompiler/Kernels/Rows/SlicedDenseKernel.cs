// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Makes <see cref="SlicedDense"/> of the sums of dense layers, on bits or on pixels.</summary>
internal sealed class SlicedDenseKernel : Kernel
{
    /// <inheritdoc/>
    public override bool Fits(Layer layer) =>
        layer is { Op: BinaryDense or IntegerDense, Behind: null } && SlicedWeights.FitsSums(layer.Op.Operands[0]);

    /// <inheritdoc/>
    public override double Cost(Layer layer) => SlicedThresholdKernel.CostOf(layer);

    /// <summary>For bits the scale is 2 and the offset K - 2 * popcount(w_n); for pixels they are 1 and 0.</summary>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var weights = (Constant)layer.Op.Operands[1];
        bool isBits = layer.Op is BinaryDense;
        int fanIn = weights.Type.Shape[1];
        var offsets = Enumerable.Range(0, layer.Outputs).Select(n => isBits ? fanIn - (2 * weights.Bits.CountSet(n)) : 0);
        return new SlicedDense(
            isBits ? input.Rows : input.Op,
            InputRows.Of(weights, zeros: 1),
            new Constant(Tensor.Of(new(layer.Outputs), [.. offsets])),
            scale: isBits ? 2 : 1);
    }
}
