// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Models;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>What a benchmark tells its user.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Inputs">What it ran on.</param>
/// <param name="Size">How much was measured.</param>
/// <param name="Steps">The figures of each step.</param>
/// <param name="Measured">What was measured.</param>
internal sealed record BenchmarkReport(string Name, BenchmarkInputs Inputs, BenchmarkSize Size, StepFigures[] Steps, Measurement Measured)
{
    /// <summary>The sum of all bounds in microseconds; steps without one count as nothing.</summary>
    public double Bound => Steps.Sum(step => step.Bound ?? 0);

    /// <summary>The share of it that the network reaches.</summary>
    public double Reached => Measured.Network.Minimum > 0 ? Bound / Measured.Network.Minimum : 0;

    /// <summary>The report on a model.</summary>
    public static BenchmarkReport Of(CompiledModel model, BenchmarkInputs inputs, BenchmarkSize size, Measurement measured) =>
        new(model.Imported.Name, inputs, size, StepFigures.Of(model.Plan, measured), measured);
}
