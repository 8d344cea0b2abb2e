// SPDX-License-Identifier: MIT
using System.Globalization;
using CompileTimeBenchmark;

namespace UserProjectBenchmark;

/// <summary>The figures as a table of Markdown; sizes in units of 1000 bytes.</summary>
internal static class Table
{
    /// <summary>The machine, and one column per project.</summary>
    public static string Of(Machine machine, int runs, IReadOnlyList<ProjectFigures> projects)
    {
        (string Name, Func<ProjectFigures, string> Value)[] rows =
        [
            ("clean build, s", figures => Seconds(figures.Clean)),
            ("build with nothing to do, s", figures => Seconds(figures.NoChange)),
            ("build after the model changed, s", figures => Seconds(figures.TouchedModel)),
            ("of it `bnnc lower`, s", figures => Seconds(figures.Lower)),
            ("build after the program changed, s", figures => Seconds(figures.TouchedSource)),
            ("peak memory of a clean build, MB", figures => Megabytes(figures.Clean.PeakBytes)),
            ("peak memory of a build after the program changed, MB", figures => Megabytes(figures.TouchedSource.PeakBytes)),
            ("peak memory of `bnnc lower`, MB", figures => Megabytes(figures.Lower.PeakBytes)),
            ("lowered text, KB", figures => Number(figures.Editing.TextBytes / 1e3, "0")),
            ("generator, first run, ms", figures => Number(figures.Editing.FirstRun, "0.0")),
            ("generator after a keystroke, ms (median of 21)", figures => Number(figures.Editing.Keystroke, "0.00")),
            ("first errors of the whole project, ms", figures => Number(figures.Editing.FirstDiagnostics, "0.0")),
            ("program, managed, KB", figures => Number(figures.AssemblyBytes / 1e3, "0")),
            ("program, native, KB", figures => Number(figures.NativeBytes / 1e3, "0")),
        ];
        string heading = string.Join(" | ", projects.Select(figures => figures.Network));
        return string.Join('\n',
        [
            $"{machine.Processor}, {machine.Cores} cores, load before {Number(machine.LoadBefore, "0.0")}",
            $"{machine.System}; SDK {machine.Sdk}; {machine.CCompiler}; bnnc {machine.Compiler}",
            $"seconds: minimum / median of {runs}",
            "",
            $"| | {heading} |",
            $"|---|{string.Concat(projects.Select(_ => "---|"))}",
            .. rows.Select(row => $"| {row.Name} | {string.Join(" | ", projects.Select(row.Value))} |"),
            "",
        ]);
    }

    private static string Seconds(Summary runs) => $"{Number(runs.MinimumSeconds, "0.0")} / {Number(runs.MedianSeconds, "0.0")}";

    private static string Megabytes(long bytes) => Number(bytes / 1e6, "0");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
