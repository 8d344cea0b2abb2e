// SPDX-License-Identifier: MIT
using System.Globalization;
using CompileTimeBenchmark;
using SpeedBenchmark.Building;
using SpeedBenchmark.Engines;
using SpeedBenchmark.Measuring;

namespace SpeedBenchmark.Reporting;

/// <summary>All figures of a run of the benchmark.</summary>
internal sealed record Report(Conditions Conditions, IReadOnlyList<WorkloadResult> Workloads, IReadOnlyList<ProgramFigures> Programs)
{
    /// <summary>The figures as JSON.</summary>
    public string ToJson() => FiguresJson.Of(this);

    /// <summary>The figures as Markdown.</summary>
    public string ToText() => string.Join('\n', [.. Heading(Conditions), .. Workloads.SelectMany(Table), .. Notes(), .. ProgramTable(), ""]);

    /// <summary>A line for each thing that figures depend on.</summary>
    public static IEnumerable<string> Heading(Conditions conditions)
    {
        var machine = conditions.Machine;
        return
        [
            string.Create(CultureInfo.InvariantCulture,
                $"{machine.Processor}, {machine.Cores} cores, load before {machine.LoadBefore:0.0}; {machine.System}  "),
            $"SDK {machine.Sdk}, {machine.Runtime}; {machine.CCompiler}; {conditions.Clang}; ONNX Runtime {conditions.OnnxRuntime}; "
                + $"bnnc {machine.Compiler}  ",
            .. conditions.Flags.Select(flags => flags + "  "),
            string.Create(CultureInfo.InvariantCulture, $"{conditions.Rounds} rounds; ratios are an engine's time over ours in the same round"),
        ];
    }

    /// <summary>A number with three digits that mean something.</summary>
    public static string Number(double value) => value switch
    {
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Table(WorkloadResult workload) => workload.Engines.Count == 0 ? [] :
    [
        "",
        $"### {workload.Name}: {workload.Title}",
        "",
        "| engine | us, minimum | us, median | ratio, minimum | ratio, median | class as ours |",
        "|---|---|---|---|---|---|",
        .. workload.Engines.Select(engine =>
            $"| {engine.Engine} | {Number(engine.Microseconds.Minimum)} | {Number(engine.Microseconds.Median)} "
            + $"| {Number(engine.Ratio.Minimum)} | {Number(engine.Ratio.Median)} | {engine.SameClass} |"),
    ];

    private static string[] KernelNote => Builds.HasKernels ? [] : [$"no engine '{EngineNames.OursXnor}', because bnnc has no option --kernels"];

    private IEnumerable<string> Notes()
    {
        string[] notes = [.. Workloads.SelectMany(workload => workload.Notes), .. KernelNote];
        return notes.Length == 0 ? [] : ["", .. notes.Select(note => "- " + note)];
    }

    private IEnumerable<string> ProgramTable() => Programs.Count == 0 ? [] :
    [
        "",
        "### Native programs, one image",
        "",
        "| network | program KB | start to exit ms, minimum | median | peak memory MB |",
        "|---|---|---|---|---|",
        .. Programs.Select(program =>
            $"| {program.Name} | {Number(program.Bytes / 1e3)} | {Number(program.Milliseconds.Minimum)} | {Number(program.Milliseconds.Median)} "
            + $"| {Number(program.PeakBytes / 1e6)} |"),
    ];
}
