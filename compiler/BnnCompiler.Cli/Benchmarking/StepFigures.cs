// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>One step of a network, measured and compared with the least time it could take.</summary>
/// <param name="Name">The layer's name in the model.</param>
/// <param name="Kernel">The kernel that computes it; of several pointwise ops the last one and how many more there are.</param>
/// <param name="Time">How long it takes.</param>
/// <param name="Share">Its share of the minimum times of all steps.</param>
/// <param name="Bound">Microseconds that it takes at least; null where no bound is known.</param>
/// <param name="ActiveInputs">The share of its inputs that are active, for kernels that skip the others; else null.</param>
internal sealed record StepFigures(string Name, string Kernel, Duration Time, double Share, double? Bound, double? ActiveInputs)
{
    /// <summary>The share of the bound that is reached; null where no bound is known or nothing was measured.</summary>
    public double? Reached => Bound is { } bound && Time.Minimum > 0 ? bound / Time.Minimum : null;

    /// <summary>Bytes that an inference reads, if half of all inputs are active: the working set.</summary>
    public static long BytesRead(ExecutionPlan plan) => (long)plan.Steps.Sum(step => KernelWork.Of(step.Result).Bytes);

    /// <summary>The figures of all steps of a plan.</summary>
    public static StepFigures[] Of(ExecutionPlan plan, Measurement measured)
    {
        double all = measured.Steps.Sum(step => step.Minimum);
        return [.. plan.Steps.Select((step, i) => Of(plan, step, measured.Steps[i], all, measured))];
    }

    private static StepFigures Of(ExecutionPlan plan, Step step, Duration time, double all, Measurement measured)
    {
        var op = step.Result;
        double? active = op is ISlicedOp ? OnesRead(plan, step.Buffers[op.Operands[0]], measured) : null;
        var work = KernelWork.Of(op, active);
        return new(
            op.Name,
            op.Kind.Mnemonic + (step.Ops.Length > 1 ? $" +{NumberText.Of(step.Ops.Length - 1)}" : ""),
            time,
            all > 0 ? time.Minimum / all : 0,
            work == KernelWork.Unknown ? null : work.Seconds(measured.OperationsPerSecond, measured.BytesPerSecond) * 1e6,
            active / KernelWork.BitsOf(op.Operands[0]));
    }

    /// <summary>The bits 1 in a buffer: those of the input come first, then those that each step has written.</summary>
    private static double OnesRead(ExecutionPlan plan, Planning.Buffer buffer, Measurement measured)
    {
        int step = 0;
        while (step < plan.Steps.Length && plan.Steps[step].Writes != buffer)
            step++;
        return measured.Ones[buffer == plan.Input ? 0 : step + 1];
    }
}
