// SPDX-License-Identifier: MIT
using System.Text.Json.Serialization;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Weighted;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Models;

/// <summary>What one layer costs on a small machine.</summary>
/// <param name="Name">The layer's name in the model.</param>
/// <param name="Kernel">The kernel that computes it.</param>
/// <param name="ConstantBytes">Bytes of weights, limits and windows.</param>
/// <param name="RamBytes">Bytes of the arena that are in use while it runs: what it reads, what it writes, and what it works in.</param>
/// <param name="StackBytes">Bytes of stack that it uses at most.</param>
/// <param name="Operations">Multiplications and additions that it stands for.</param>
/// <param name="HasConstantTime">Whether it executes the same instructions for every input.</param>
internal sealed record CLayerReport(
    string Name,
    string Kernel,
    int ConstantBytes,
    int RamBytes,
    int StackBytes,
    long Operations,
    [property: JsonPropertyName("constantTime")] bool HasConstantTime)
{
    /// <summary>The reports of all layers.</summary>
    public static CLayerReport[] Of(CCode model) => [.. model.Plan.Steps.Select(step => Of(step, model))];

    private static CLayerReport Of(Step step, CCode model)
    {
        var (plan, op) = (model.Plan, step.Result);
        int index = plan.Steps.IndexOf(step);
        var alive = plan.Steps.Take(index).Select(earlier => earlier.Writes)
            .Where(buffer => buffer.Place == BufferPlace.Arena && plan.Steps.Skip(index).Any(later => later.Buffers.ContainsValue(buffer)))
            .Append(step.Writes).Where(buffer => buffer.Place == BufferPlace.Arena);
        return new(
            op.Name,
            string.Join(" + ", step.Ops.Select(member => member.Kind.Mnemonic)),
            model.Footprint.LayerConstantBytes[index],
            alive.Sum(buffer => plan.Layout.Aligned(plan.Layout.BytesOf(buffer.Type))) + Scratch.BytesFor(op, plan.Layout),
            CStack.BytesFor(step, plan.Layout.Bits, model.Footprint.OffsetBytes),
            Work(step),
            IsConstantTime(step, model.Options));
    }

    /// <summary>
    /// Kernels without a branch or a loop that depends on numbers; what works on floats, or takes the greater of two numbers, may have one, and
    /// products with weights of a byte pass over inputs that are 0.
    /// </summary>
    private static bool IsConstantTime(Step step, COptions options) => step.Result switch
    {
        ISlicedOp => options.ConstantTime,
        MaxPool or Rank or WeightedConv => false,
        PointwiseOp => step.Ops.All(op => op is Add or Multiply && op.Type.Element == ElementType.Int32),
        var op => op.Operands.Append(op).All(tensor => tensor.Type.Element != ElementType.Float32),
    };

    private static long Work(Step step)
    {
        var op = step.Result;
        long elements = op.Type.Shape.ElementCount;
        return op is KernelOp { FanIn: > 0 and var fanIn } ? 2L * fanIn * elements : elements * step.Ops.Length;
    }
}
