// SPDX-License-Identifier: MIT
using SpeedBenchmark.Building;
using SpeedBenchmark.Growth;
using SpeedBenchmark.Measuring;
using SpeedBenchmark.Reporting;
using SpeedBenchmark.Workloads;

namespace SpeedBenchmark;

/// <summary>Measures workloads and writes speed.json and speed.svg; <c>growth</c> measures how time grows with a network.</summary>
internal static class Program
{
    private const string Programs = "programs";

    private static int Main(string[] args)
    {
        bool isGrowth = args is ["growth", ..];
        string folder = Path.Combine(Repository.Root, "artifacts", "speed");
        if (!OperatingSystem.IsLinux() || Arguments.Parse(isGrowth ? args.AsSpan(1) : args, folder) is not { } arguments)
        {
            Console.Error.WriteLine("usage, on Linux: run.sh or growth.sh [FOLDER] [--rounds N] [--only NAME,NAME...]");
            return 2;
        }

        Directory.CreateDirectory(arguments.Folder);
        if (isGrowth)
            MeasureGrowth(arguments);
        else
            Measure(arguments);
        return 0;
    }

    private static void Measure(Arguments arguments)
    {
        var builds = new Builds(arguments.Folder);
        Workload[] all = [.. WorkloadList.All(arguments.Folder)], workloads = [.. all.Where(workload => arguments.Wants(workload.Name))];

        // Before anything is measured; the engines ask for them again.
        foreach (var workload in workloads.DistinctBy(workload => workload.Model))
            builds.MakeAll(workload.Model);
        Model[] programs = arguments.Wants(Programs) ? [.. all.Where(HasProgram).Select(workload => workload.Model)] : [];
        foreach (var model in programs)
            builds.Program(model);
        var conditions = Conditions.Of(arguments.Rounds);
        var results = new List<WorkloadResult>();
        foreach (var workload in workloads)
        {
            Console.Error.WriteLine($"measuring {workload.Name}");
            results.Add(WorkloadResult.Of(workload, builds, arguments.Rounds));
        }

        var report = new Report(conditions, results, [.. programs.Select(model => ProgramFigures.Of(model, builds))]);
        Console.Out.Write(report.ToText());
        File.WriteAllText(Path.Combine(arguments.Folder, "speed.json"), report.ToJson());
        File.WriteAllText(Path.Combine(arguments.Folder, "speed.svg"), SvgPlot.Of(report));
    }

    private static void MeasureGrowth(Arguments arguments)
    {
        var builds = new Builds(arguments.Folder);
        GrowthSeries[] series = [.. GrowthSeries.All(arguments.Folder).Where(series => arguments.Wants(series.Name))];
        foreach (var model in series.SelectMany(series => series.Points).Select(point => point.Model).Distinct())
        {
            builds.CSharpLibrary(model);
            builds.XnorLibrary(model);
        }

        var conditions = Conditions.Of(arguments.Rounds);
        var results = new List<GrowthResult>();
        foreach (var one in series)
        {
            Console.Error.WriteLine($"measuring {one.Name}");
            results.Add(GrowthResult.Of(one, builds, arguments.Rounds));
        }

        var report = new GrowthReport(conditions, results);
        Console.Out.Write(report.ToText());
        File.WriteAllText(Path.Combine(arguments.Folder, "growth.svg"), SmallMultiples.Of(report));
    }

    private static bool HasProgram(Workload workload) => workload.Name == "W1" || workload.Model.File.EndsWith(".bnn", StringComparison.Ordinal);
}
