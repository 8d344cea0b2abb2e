// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Gives every layer the kernel that computes it and packs its weights as that kernel reads them. A threshold that alone reads a layer
/// is computed with it, so the sums never reach memory.
/// </summary>
internal abstract class KernelSelection : Pass
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.Packed;

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log)
    {
        var choice = Choice();
        var readers = graph.Readers();
        var thresholds = graph.Ops.OfType<Threshold>()
            .Where(threshold => readers[threshold.Input].Count() == 1 && !graph.Outputs.Contains(threshold.Input) && choice.Fuses(threshold))
            .ToDictionary(threshold => threshold.Input);
        return graph.Rebuild((op, operands) => op.WithOperands(operands) switch
        {
            // A fused layer stays as it is until its threshold, later in the walk, replaces both.
            var layer when thresholds.ContainsKey(op) => layer,
            Threshold threshold when thresholds.ContainsKey(op.Operands[0]) => choice.Fused((Threshold)op, threshold).NamedAs(threshold.Input),

            // A flatten of bits moves them to other words; one of numbers moves nothing.
            ToFloat { Input: Reshape { Input: { Type.Element: ElementType.Bit } bits } } numbers => new Reshape(new ToFloat(bits).NamedAs(numbers), numbers.Type.Shape),
            var other => choice.Sums(other) ?? other,
        });
    }

    /// <summary>The kernels there are to choose from.</summary>
    protected abstract KernelChoice Choice();
}
