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
        var covered = new HashSet<Op>();
        foreach (var behind in graph.Ops.Where(op => op is Threshold or Quantize { Input.Type.Element: ElementType.Int32 }))
        {
            var sums = SumsBehind(behind.Operands[0]);
            if (!Layer.IsLayer(sums) || !IsReadBy(behind) || !Layer.IsFusable(sums, behind))
                continue;
            var layer = new Layer(sums, behind);
            if (kernels.Choose(layer) is not { } kernel)
                continue;
            fused[behind] = (layer, kernel);
            covered.UnionWith([sums, behind.Operands[0]]);
        }

        var inputs = new Dictionary<Op, LayerInput>();
        return graph.Rebuild((op, operands) => op switch
        {
            // A fused layer stays as it is until its threshold, later in the walk, replaces both.
            _ when covered.Contains(op) => op.WithOperands(operands),
            _ when fused.TryGetValue(op, out var both) =>
                Fused(both.Kernel, both.Layer, InputOf(SumsBehind(operands[0]).Operands[0]), operands[0]),

            // A flatten of bits moves them to other words; one of numbers moves nothing.
            ToFloat when operands[0] is Reshape { Input: { Type.Element: ElementType.Bit } bits } =>
                new Reshape(new ToFloat(bits).NamedAs(op), op.Type.Shape),
            _ when Layer.IsLayer(op) => Sums(new(op, null), InputOf(operands[0])),
            _ => op.WithOperands(operands),
        });

        // Nobody else reads the sums, also where a reshape is between.
        bool IsReadBy(Op behind)
        {
            for (var sums = behind.Operands[0]; ; sums = sums.Operands[0])
            {
                if (readers[sums].Count() != 1 || graph.Outputs.Contains(sums))
                    return false;
                if (sums is not Reshape)
                    return true;
            }
        }

        LayerInput InputOf(Op input)
        {
            if (!inputs.TryGetValue(input, out var known))
                inputs[input] = known = new(input);
            return known;
        }
    }

    /// <summary>A layer and what is behind it, in the shape that this has where a reshape of the sums is between.</summary>
    private static Op Fused(Kernel kernel, Layer layer, LayerInput input, Op sums)
    {
        var packed = Packed(kernel, layer, input).NamedAs(sums);
        var shape = layer.Behind!.Type.Shape;
        return packed.Type.Shape == shape ? packed : new Reshape(packed.NamedAs(layer.Op), shape).NamedAs(sums);
    }

    private static Op SumsBehind(Op op) => op is Reshape reshape ? reshape.Input : op;

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
