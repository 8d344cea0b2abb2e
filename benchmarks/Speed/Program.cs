// SPDX-License-Identifier: MIT
using System.CommandLine;
using BenchmarkModels;
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
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("found another operating system, expected Linux: memory is read from /proc.");
            return 2;
        }

        var growth = new Command("growth", "Measures how time grows with a network.");
        Arguments.AddTo(growth, MeasureGrowth);
        var command = new RootCommand("Measures generated code against its peers.") { growth };
        Arguments.AddTo(command, Measure);
        return BenchmarkCommand.Run(command, args);
    }

    private static void Measure(Arguments arguments)
    {
        Directory.CreateDirectory(arguments.Folder);
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
        Directory.CreateDirectory(arguments.Folder);
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
