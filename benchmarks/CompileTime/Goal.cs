// SPDX-License-Identifier: MIT
using System.Globalization;

namespace CompileTimeBenchmark;

/// <summary>A bound on a figure; printed, and no gate: times depend on the machine and on what else it does.</summary>
/// <param name="What">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Bound">What it stays below.</param>
/// <param name="Found">The figure itself.</param>
internal sealed record Goal(string What, string Unit, double Bound, double Found)
{
    // The goals are for this network, on two cores.
    private const string Network = "cifar10";
    private const double CompileSeconds = 10, BuildSeconds = 90, Gigabytes = 2;

    /// <summary>Whether the figure stays below.</summary>
    public bool IsMet => Found < Bound;

    /// <summary>The goals for the networks that were measured.</summary>
    public static Goal[] Of(IEnumerable<NetworkReport> reports) =>
    [
        .. from report in reports
           where report.Name == Network
           from goal in (Goal[])
           [
               new("compile", "s", CompileSeconds, report.Compile.MedianSeconds),
               new("build", "s", BuildSeconds, report.Build.MedianSeconds),
               new("peak memory", "GB", Gigabytes, Math.Max(report.Compile.PeakBytes, report.Build.PeakBytes) / 1e9),
           ]
           select goal,
    ];

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Network} {What}: goal < {Bound} {Unit}, found {Found:F1} {Unit}: {(IsMet ? "met" : "missed")}");
}
