// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Cli.Models;

/// <summary>One kernel call of a plan, in the figures that a user asks for.</summary>
/// <param name="Name">The layer's name in the model.</param>
/// <param name="Kernel">The kernel that computes it.</param>
/// <param name="Output">Type and shape of its result.</param>
/// <param name="FanIn">Terms of each sum; 0 where nothing is summed.</param>
/// <param name="WeightBits">Number of weights, one bit each, without padding.</param>
/// <param name="Operations">Multiplications and additions that it stands for, two per weight; for the rest one per element and op.</param>
/// <param name="ConstantBytes">Bytes of weights and limits, padding included.</param>
/// <param name="Reason">Why this kernel, and why not bits where it is not.</param>
internal sealed record LayerReport(string Name, string Kernel, string Output, int FanIn, long WeightBits, long Operations, int ConstantBytes, string Reason)
{
    /// <summary>The report of one step.</summary>
    public static LayerReport Of(Step step)
    {
        var op = step.Result;
        int elements = op.Type.Shape.ElementCount;
        int fanIn = op switch
        {
            InterleavedDenseOp dense => dense.FanIn,
            ColumnSum sum => sum.Input.Type.Shape.Last,
            _ => 0,
        };
        long weights = (long)fanIn * (fanIn == 0 ? 0 : elements);
        int constants = step.Ops.SelectMany(member => member.Operands).OfType<Constant>().Distinct().Sum(constant => constant.Type.ByteSize);
        return new(op.Name, string.Join(" + ", step.Ops.Select(member => member.Kind.Mnemonic)), op.Type.ToString(), fanIn, weights,
            fanIn == 0 ? (long)elements * step.Ops.Length : 2 * weights, constants, ReasonFor(op));
    }

    private static string ReasonFor(Op op) => op switch
    {
        XnorThreshold => "binary input and weights; everything up to the sign is one comparison",
        XnorDense => "binary input and weights; the sums themselves are needed",
        BitPlanes => "8-bit input split into eight binary ones",
        PlaneThreshold => "8-bit input, binary weights: eight binary products, exact; everything up to the sign is one comparison",
        PlaneDense => "8-bit input, binary weights: eight binary products, exact; the sums themselves are needed",
        ColumnSum => "not binary: the input is real-valued; sums of floats in a fixed order",
        Threshold { Input.Type.Element: ElementType.UInt8 } => "the input is binarized pixel by pixel",
        Threshold { Input.Type.Element: ElementType.Float32 } => "real numbers are compared with float limits",
        Threshold => "several limits per channel, or sums that are needed twice",
        _ => "float: what the network computes from its last sums, in the order of the model file",
    };
}
