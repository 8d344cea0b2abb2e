// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Turns the float network into bits, from the input to the output. Its rules run op by op in one walk, because each needs the other's
/// result: a layer is binary if its input has become bits, and a chain becomes bits if the layer before it has become integers.
/// </summary>
/// <param name="countsCodes">Whether kernels count layers on codes, which are layers on planes of bits otherwise.</param>
internal sealed class BinarizeLayers(bool countsCodes = false) : Pass
{
    private readonly ImmutableArray<RewriteRule> _rules =
    [
        new RemoveStraightThroughResidue(),
        new FusePointwiseIntoThreshold(),
        new KeepBits(),
        new PoolPixels(),
        new LowerConvolution(countsCodes),
        new LowerDense(countsCodes),
    ];

    /// <inheritdoc/>
    public override string Summary => "turns layers into bits and pointwise chains into thresholds";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log) => Run(graph, log, out _);

    /// <summary>Says also what took the place of each op, for the self-check.</summary>
    public Graph Run(Graph graph, DiagnosticLog log, out IReadOnlyDictionary<Op, Op> successors)
    {
        var activations = Activations.ReadByFewValuedLayers(graph);
        var binarized = graph.Rebuild(
            (op, operands) =>
            {
                bool isActivation = activations.Contains(op);
                var current = op.WithOperands(operands);
                if (isActivation && current is SumPool { Type.Element: ElementType.Float32 } pool)
                    current = QuantizeActivation.Pooled(pool, log);
                var result = _rules.Aggregate(current, (form, rule) => rule.Apply(form, log) ?? form);
                return isActivation ? QuantizeActivation.Of(result, log) ?? result : result;
            },
            out successors);
        ReportFloatLayers(binarized, log);
        return binarized;
    }

    /// <summary>A network may have float layers beside its binary ones; without any binary one it is no network for this compiler.</summary>
    private static void ReportFloatLayers(Graph graph, DiagnosticLog log)
    {
        bool hasBinaryLayer = graph.Ops.Any(
            op => op is BinaryDense or IntegerConv or BinaryConv { Input.Type.Element: ElementType.Bit or ElementType.UInt8 } or IntegerDense);
        foreach (var conv in graph.Ops.OfType<Conv>())
        {
            if (!hasBinaryLayer && IntegerWeights.TryOf(conv.Weights) is null)
                _ = BinaryWeights.Of(conv, conv.Weights);
            log.Report(DiagnosticCatalog.FloatLayer.At(conv.Origin,
                "the weights of this layer are not binary and neither is its input: it is computed in float32, in the order of docs/numerics.md"));
        }
    }
}
