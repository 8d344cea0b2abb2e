// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Kernels of dense layers, with their weights packed as the kernels read them.</summary>
internal static class DenseKernels
{
    /// <summary>The kernel of a dense layer and its threshold.</summary>
    public static Op Fused(Threshold threshold, Dictionary<Op, Op> planes)
    {
        int outputs = threshold.Type.Shape.Channels;
        var rules = ThresholdRules.Of(threshold, outputs);
        if (threshold.Input is BinaryDense binary)
        {
            var limits = rules.Select(rule => SumLimit.OfDiffering(rule, binary.FanIn));
            var input = Rows(binary.Input);
            return new XnorThreshold(input, Interleaved(binary, input, n => rules[n].Flip), Padded(limits, outputs, -1), outputs);
        }

        var layer = (IntegerDense)threshold.Input;
        var weights = Interleaved(layer, layer.Input, n => rules[n].Flip);
        return new PlaneThreshold(Planes(layer.Input, planes), weights, Padded(rules.Select(SumLimit.OfSum), outputs, int.MaxValue), outputs);
    }

    /// <summary>Whether one comparison per output, on the sums of a layer, is all there is between them and the bits.</summary>
    public static bool IsFusable(Threshold threshold) =>
        threshold.Limits.Type.Shape[0] == 1 && threshold.Input is BinaryDense or IntegerDense;

    /// <summary>The kernel that computes the sums of a binary layer.</summary>
    public static Op Sums(BinaryDense dense)
    {
        var input = Rows(dense.Input);
        return new XnorDense(input, Interleaved(dense, input, _ => false), dense.Type.Shape[1]);
    }

    /// <summary>The kernels that compute the sums of a layer on pixels.</summary>
    public static Op Sums(IntegerDense dense, Dictionary<Op, Op> planes) =>
        new PlaneDense(Planes(dense.Input, planes), Interleaved(dense, dense.Input, _ => false), dense.Type.Shape[1]);

    /// <summary>The kernel that adds up floats.</summary>
    public static Op Sums(FloatDense dense) => new ColumnSum(dense.Input, WeightLayout.Transposed(dense.Weights, _ => false));

    private static Constant Padded(IEnumerable<int> limits, int outputs, int padding)
    {
        int padded = InterleavedWeights.PaddedOutputs(outputs);
        return new(Tensor.Of(new(padded), [.. limits.Concat(Enumerable.Repeat(padding, padded - outputs))]));
    }

    /// <summary>
    /// Bits as they lie in memory: a flattened image is read as its rows, each padded to whole words. The image of a convolution along one
    /// axis loses its axis of one row before it is flattened.
    /// </summary>
    public static Op Rows(Op bits)
    {
        var image = bits;
        while (image is Reshape reshape)
            image = reshape.Input;
        return image.Type.Shape is { Rank: 3 or 4 } shape && shape[0] == 1 ? image : bits;
    }

    /// <summary>The bit planes of an input, split once however many layers read it.</summary>
    private static Op Planes(Op input, Dictionary<Op, Op> planes)
    {
        if (!planes.TryGetValue(input, out var split))
            planes[input] = split = new BitPlanes(input).Named(input.Name + "_planes", input.Origin);
        return split;
    }

    private static Op Interleaved(Op layer, Op input, Predicate<int> negated) =>
        WeightLayout.Interleaved(layer, input.Type.Shape.Last, negated);
}
