// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Gives every layer the kernel that computes it and packs its weights as that kernel reads them. A threshold that alone reads a layer
/// is computed with it where there is a kernel for both, so the sums never reach memory.
/// </summary>
/// <param name="kernels">The kernels of the target.</param>
internal sealed class SelectKernels(KernelCatalog kernels) : Pass
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.Packed;

    /// <inheritdoc/>
    public override string Summary => "chooses kernels and packs weights in their layout";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log)
    {
        var readers = graph.Readers();
        var fused = new Dictionary<Op, (Layer Layer, Kernel Kernel)>();
        foreach (var threshold in graph.Ops.OfType<Threshold>())
        {
            if (readers[threshold.Input].Count() != 1 || graph.Outputs.Contains(threshold.Input) || !Layer.IsFusable(threshold))
                continue;
            var layer = new Layer(threshold.Input, threshold);
            if (kernels.Choose(layer) is { } kernel)
                fused[threshold.Input] = (layer, kernel);
        }

        var inputs = new Dictionary<Op, LayerInput>();
        return graph.Rebuild((op, operands) => op switch
        {
            // A fused layer stays as it is until its threshold, later in the walk, replaces both.
            _ when fused.ContainsKey(op) => op.WithOperands(operands),
            Threshold threshold when fused.TryGetValue(threshold.Input, out var both) =>
                Packed(both.Kernel, both.Layer, InputOf(operands[0].Operands[0])).NamedAs(operands[0]),

            // A flatten of bits moves them to other words; one of numbers moves nothing.
            ToFloat when operands[0] is Reshape { Input: { Type.Element: ElementType.Bit } bits } =>
                new Reshape(new ToFloat(bits).NamedAs(op), op.Type.Shape),
            _ when Layer.IsLayer(op) => Sums(new(op, null), InputOf(operands[0])),
            _ => op.WithOperands(operands),
        });

        LayerInput InputOf(Op input)
        {
            if (!inputs.TryGetValue(input, out var known))
                inputs[input] = known = new(input);
            return known;
        }
    }

    private Op Sums(Layer layer, LayerInput input)
    {
        var kernel = kernels.Choose(layer) ?? throw DiagnosticCatalog.UnsupportedGraph.Error(layer.Op.Origin,
            $"a layer of {NumberText.Of(layer.Outputs)} outputs on {layer.Op.Operands[0].Type} is none that a kernel of '{kernels.Name}' computes; "
            + "expected fewer inputs, or a target with other kernels");
        return Packed(kernel, layer, input);
    }

    /// <summary>Weights in the layout of a kernel may be larger than any tensor is.</summary>
    private static Op Packed(Kernel kernel, Layer layer, LayerInput input)
    {
        try
        {
            return kernel.Pack(layer, input);
        }
        catch (InvalidOpException refused)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(layer.Op.Origin,
                $"a layer of {NumberText.Of(layer.Outputs)} outputs on {layer.Op.Operands[0].Type} is too large for its kernel: {refused.Message}");
        }
    }
}
