// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Nibble;

/// <summary>Makes <see cref="NibbleThreshold"/> of small dense layers on bits and their thresholds.</summary>
internal sealed class NibbleThresholdKernel : Kernel
{
    /// <summary>Cycles for 64 outputs and a word of inputs.</summary>
    private const double CyclesPerUnit = 27;

    /// <inheritdoc/>
    public override bool Fits(Layer layer) =>
        layer is { Op: BinaryDense dense, Threshold: not null } && NibbleWeights.Fit(WordsOf(dense), layer.Outputs);

    /// <inheritdoc/>
    public override double Cost(Layer layer) => Cycles.PerCall + (NibbleWeights.Units(WordsOf((BinaryDense)layer.Op), layer.Outputs) * CyclesPerUnit);

    /// <inheritdoc/>
    public override Op Pack(Layer layer, LayerInput input) =>
        new NibbleThreshold(input.Rows, InterleavedWeights.Of(layer, input.Rows.Type.Shape.Last), XnorThresholdKernel.Limits(layer), layer.Outputs);

    /// <summary>Words of an input: the rows of an image are padded to words of their own.</summary>
    private static int WordsOf(BinaryDense dense)
    {
        var rows = new LayerInput(dense.Input).Rows.Type.Shape;
        return rows.Rows * TensorType.WordsFor(rows.Last);
    }
}
