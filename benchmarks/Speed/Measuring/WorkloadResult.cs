// SPDX-License-Identifier: MIT
using SpeedBenchmark.Building;
using SpeedBenchmark.Engines;
using SpeedBenchmark.Workloads;

namespace SpeedBenchmark.Measuring;

/// <summary>An engine on a workload.</summary>
/// <param name="Engine">Its name.</param>
/// <param name="Microseconds">Time of an image.</param>
/// <param name="Ratio">Its time as a multiple of ours, round by round.</param>
/// <param name="SameClass">In how many images its class is ours.</param>
internal sealed record EngineResult(string Engine, Summary Microseconds, Summary Ratio, string SameClass);

/// <summary>All engines on a workload.</summary>
/// <param name="Name">Name of the workload.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Engines">Ours first; none where it was left out.</param>
/// <param name="Notes">What was left out, and why.</param>
internal sealed record WorkloadResult(string Name, string Title, IReadOnlyList<EngineResult> Engines, IReadOnlyList<string> Notes)
{
    /// <summary>Measures a workload.</summary>
    public static WorkloadResult Of(Workload workload, Builds builds, int rounds)
    {
        using var set = new EngineSet(workload, builds);
        double[][] times = Measurement.Of(set.Engines, rounds);
        var engines = set.Engines.Select((engine, index) => new EngineResult(
            engine.Name, Summary.Of(times[index]), Summary.Of(times[index].Zip(times[0], (its, ours) => its / ours)), set.AgreementWithOurs[index]));
        return new(workload.Name, workload.Title, [.. engines], set.Notes);
    }
}
