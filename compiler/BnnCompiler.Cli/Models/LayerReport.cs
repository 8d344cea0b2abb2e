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
/// <param name="BitsPerWeight">1, or 32 for a float layer.</param>
/// <param name="Operations">Multiplications and additions that it stands for, two per term of each sum; for the rest one per element and op.</param>
/// <param name="ConstantBytes">Bytes of weights and limits, padding included.</param>
/// <param name="Repeated">Distinct kernels and filters; null where there are no binary weights.</param>
/// <param name="Reason">Why this kernel, and why not bits where it is not.</param>
internal sealed record LayerReport(
    string Name, string Kernel, string Output, int FanIn, long Weights, int BitsPerWeight, long Operations, int ConstantBytes, RepeatedFilters? Repeated, string Reason)
{
    /// <summary>The reports of all steps of a model.</summary>
    public static LayerReport[] Of(CompiledModel model)
    {
        var layers = model.Binarized.Ops.Where(op => RepeatedFilters.Of(op) is not null).ToLookup(op => (op.Name, op.Origin));
        return [.. model.Plan.Steps.Select(step => Of(step, layers[(step.Result.Name, step.Result.Origin)].FirstOrDefault()))];
    }

    private static LayerReport Of(Step step, Op? layer)
    {
        var op = step.Result;
        int elements = op.Type.Shape.ElementCount;
        var (fanIn, outputs) = op switch
        {
            InterleavedDenseOp dense => (dense.FanIn, dense.Outputs),
            ColumnSum sum => (sum.Input.Type.Shape.Last, sum.Type.Shape.Last),
            PackedConvolutionOp conv => (conv.Form.Window.Taps * conv.Form.GroupChannels, conv.Form.Outputs),
            _ => (0, 0),
        };
        int constants = step.Ops.SelectMany(member => member.Operands).OfType<Constant>().Distinct().Sum(constant => constant.Type.ByteSize);
        return new(
            op.Name,
            string.Join(" + ", step.Ops.Select(member => member.Kind.Mnemonic)),
            op.Type.ToString(),
            fanIn,
            (long)fanIn * outputs,
            op is FloatConv ? 32 : 1,
            fanIn == 0 ? (long)elements * step.Ops.Length : 2L * fanIn * elements,
            constants,
            fanIn == 0 || layer is null ? null : RepeatedFilters.Of(layer),
            ReasonFor(op));
    }

    private static string ReasonFor(Op op) => op switch
    {
        XnorThreshold or XnorConvThreshold => "binary input and weights; everything up to the sign is one comparison",
        XnorDense or XnorConv => "binary input and weights; the sums themselves are needed",
        GroupedXnorConv => "binary input and weights in groups; each block of outputs reads the words of its groups",
        BitPlanes => "8-bit input split into eight binary ones",
        PlaneThreshold => "8-bit input, binary weights: eight binary products, exact; everything up to the sign is one comparison",
        PlaneDense => "8-bit input, binary weights: eight binary products, exact; the sums themselves are needed",
        SignedConvThreshold => "integer input, binary weights: exact sums; everything up to the sign is one comparison",
        SignedConv { Type.Element: ElementType.Int32 } => "integer input, binary weights: exact sums, which themselves are needed",
        SignedConv or ColumnSum when Predecessors.IncludePixels(op) =>
            "not integers: what is made of the 8-bit input is not the same line, or whole steps, in all channels (BNN2105); sums of floats in a fixed order",
        SignedConv or ColumnSum => "not binary: the input is real-valued; sums of floats in a fixed order",
        FloatConv => "not binary: neither weights nor input are +1 and -1; products and sums of floats in a fixed order",
        SelectChannels => "filters that repeat, or negate, another one are computed once; here their sums are copied or negated",
        Lookup => "the input quantizer, as a table of its 256 values",
        BitPool => "pooling of bits: OR where a channel's sign rises, AND where it falls",
        MaxPool { Type.Element: ElementType.UInt8 } => "pooling of pixels, as bytes",
        MaxPool => "not binary: what is pooled does not become a sign behind it",
        SumPool { Type.Element: ElementType.Int32 } => "sums of bits or integers, exact",
        SumPool => "not binary: averages of floats",
        Transpose { Input: Input } => "the input's channels are laid side by side",
        Transpose or Concat or Pad => "elements are moved, not computed",
        Threshold { Input.Type.Element: ElementType.UInt8 } => "the input is binarized pixel by pixel",
        Threshold { Input.Type.Element: ElementType.Float32 } => "real numbers are compared with float limits",
        Threshold => "several limits per channel, sums that are needed twice, sums in groups, or of repeated filters",
        _ => "float: what the network computes from its sums, in the order of the model file",
    };
}
