// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Cli.Models;

/// <summary>One kernel call of a plan, in the figures that a user asks for.</summary>
/// <param name="Name">The layer's name in the model.</param>
/// <param name="Kernel">The kernel that computes it.</param>
/// <param name="Output">Type and shape of its result; images are channels-last.</param>
/// <param name="FanIn">Terms of each sum, away from a border; 0 where nothing is summed.</param>
/// <param name="Weights">Number of weights, without padding.</param>
/// <param name="BitsPerWeight">1, a few, 8 for a layer of small integers, or 32 for a float layer.</param>
/// <param name="Operations">Multiplications and additions that it stands for, two per term of each sum; for the rest one per element and op.</param>
/// <param name="ConstantBytes">Bytes of weights and limits, padding included.</param>
/// <param name="Repeated">Distinct kernels and filters; null where there are no binary weights.</param>
/// <param name="Reason">Why this kernel, and why not bits where it is not.</param>
internal sealed record LayerReport(
    string Name,
    string Kernel,
    string Output,
    int FanIn,
    long Weights,
    int BitsPerWeight,
    long Operations,
    int ConstantBytes,
    RepeatedFilters? Repeated,
    string Reason)
{
    /// <summary>Bytes that the weights alone take, without padding.</summary>
    public long WeightBytes => BytesFor(Weights * BitsPerWeight);

    /// <summary>Whole bytes for so many bits.</summary>
    public static long BytesFor(long bits) => (bits + 7) / 8;

    /// <summary>The reports of all steps of a model.</summary>
    public static LayerReport[] Of(CompiledModel model)
    {
        // Passes behind this graph change the names of layers, and pack their weights, but keep their order.
        var repeated = new Queue<RepeatedFilters>(model.Reduced.Ops.Select(RepeatedFilters.Of).OfType<RepeatedFilters>());
        return [.. model.Plan.Steps.Select(step => Of(step, repeated))];
    }

    private static LayerReport Of(Step step, Queue<RepeatedFilters> repeated)
    {
        var op = step.Result;
        int elements = op.Type.Shape.ElementCount;
        var (fanIn, outputs) = op is KernelOp kernel ? (kernel.FanIn, kernel.Outputs) : (0, 0);
        int weightBits = (op as KernelOp)?.WeightBits ?? 1;
        int constants = step.Ops.SelectMany(member => member.Operands).OfType<Constant>().Distinct().Sum(constant => constant.Type.ByteSize);
        return new(
            op.Name,
            string.Join(" + ", step.Ops.Select(member => member.Kind.Mnemonic)),
            op.Type.ToString(),
            fanIn,
            (long)fanIn * outputs,
            weightBits,
            fanIn == 0 ? (long)elements * step.Ops.Length : 2L * fanIn * elements,
            constants,
            fanIn == 0 || weightBits > 1 ? null : repeated.Dequeue(),
            ReasonFor(op));
    }

    private static string ReasonFor(Op op) => op switch
    {
        KernelOp kernel => kernel.Reason,
        SelectChannels => "filters that repeat, or negate, another one are computed once; here their sums are copied or negated",
        Lookup => "the input quantizer, as a table of its 256 values",
        Quantize => "few values: the number of limits that a sum reaches is its code; everything up to the quantizer is these comparisons",
        BitPool => "pooling of bits: OR where a channel's sign rises, AND where it falls",
        MaxPool { Type.Element: ElementType.UInt8 } => "pooling of pixels or codes, as bytes",
        MaxPool pool when ReadsOnlyTheInput(pool) => "the numbers of the input are pooled, which no layer has computed",
        MaxPool => "not binary: what is pooled does not become a sign behind it",
        SumPool { Type.Element: ElementType.Int32 } => "sums of bits, codes or integers, exact",
        SumPool => "not binary: averages of floats",
        Transpose { Input: Input } => "the input's channels are laid side by side",
        Transpose or Reshape or Concat or Pad => "elements are moved, not computed",
        Threshold { Input.Type.Element: ElementType.UInt8 } => "the input is binarized pixel by pixel",
        Threshold { Input.Type.Element: ElementType.Float32 } => "real numbers are compared with float limits",
        Threshold => "several limits per channel, sums that are needed twice, sums in groups, or of repeated filters",
        _ => "float: what the network computes from its sums, in the order of the model file",
    };

    private static bool ReadsOnlyTheInput(Op op)
    {
        var pending = new Stack<Op>([op]);
        var seen = new HashSet<Op>(pending);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (next is KernelOp { FanIn: > 0 })
                return false;
            foreach (var operand in next.Operands.Where(seen.Add))
                pending.Push(operand);
        }

        return true;
    }
}
