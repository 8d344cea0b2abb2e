// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Gives every layer the kernel that computes it and packs its weights as that kernel reads them. A threshold that alone reads a layer
/// is computed with it, so the sums never reach memory.
/// </summary>
/// <remarks>There is one kernel per kind of layer and input so far; a choice by shape and processor belongs here.</remarks>
internal sealed class SelectKernels : Pass
{
    /// <inheritdoc/>
    public override string Summary => "chooses kernels and packs weights in their layout";

    /// <inheritdoc/>
    public override Stage Stage => Stage.Packed;

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log)
    {
        var readers = graph.Readers();
        Threshold[] alone = [.. graph.Ops.OfType<Threshold>()
            .Where(threshold => readers[threshold.Input].Count() == 1 && !graph.Outputs.Contains(threshold.Input))];
        var dense = new HashSet<Op>(alone.Where(DenseKernels.IsFusable).Select(threshold => threshold.Input));
        var convolutions = alone.Where(ConvolutionKernels.IsFusable)
            .Select(threshold => (threshold.Input, Limits: PositionLimits.Of(threshold, (BinaryConv)threshold.Input)))
            .Where(fused => fused.Limits is not null)
            .ToDictionary(fused => fused.Input, fused => fused.Limits!);

        var planes = new Dictionary<Op, Op>();
        return graph.Rebuild((op, operands) => op.WithOperands(operands) switch
        {
            // A fused layer stays as it is until its threshold, later in the walk, replaces both.
            var layer when dense.Contains(op) || convolutions.ContainsKey(op) => layer,
            Threshold threshold when dense.Contains(op.Operands[0]) => DenseKernels.Fused(threshold, planes).NamedAs(threshold.Input),
            Threshold threshold when convolutions.TryGetValue(op.Operands[0], out var limits) =>
                ConvolutionKernels.Fused(threshold, limits).NamedAs(threshold.Input),
            BinaryDense layer => DenseKernels.Sums(layer),
            IntegerDense layer => DenseKernels.Sums(layer, planes),
            FloatDense layer => DenseKernels.Sums(layer),
            BinaryConv layer => ConvolutionKernels.Sums(layer),
            Conv layer => ConvolutionKernels.Sums(layer),

            // A flatten of bits moves them to other words; one of numbers moves nothing.
            ToFloat { Input: Reshape { Input: { Type.Element: ElementType.Bit } bits } } numbers => new Reshape(new ToFloat(bits).NamedAs(numbers), numbers.Type.Shape),
            var other => other,
        });
    }
}
