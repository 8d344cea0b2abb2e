// SPDX-License-Identifier: MIT
using System.Globalization;

namespace CompileTimeBenchmark;

/// <summary>All figures of a run of the benchmark.</summary>
internal sealed record Report(Machine Machine, int Runs, IReadOnlyList<NetworkReport> Networks, IReadOnlyList<Goal> Goals)
{
    /// <summary>The figures as JSON: seconds and bytes.</summary>
    public string ToJson() => FiguresJson.Of(this);

    /// <summary>The figures as a table of Markdown, the machine above and the goals below; sizes in units of 1000 bytes.</summary>
    public string ToText() => string.Join('\n',
    [
        $"{Machine.Processor}, {Machine.Cores} cores, load before {Number(Machine.LoadBefore)}",
        $"{Machine.System}; SDK {Machine.Sdk}, {Machine.Runtime}; {Machine.CCompiler}; bnnc {Machine.Compiler}",
        $"wall time: minimum / median of {Runs}; processor time: minimum",
        "",
        "| network | compile s | processor s | peak MB | build s | processor s | peak MB | source KB | program KB | weights KB | arena KB |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        .. Networks.Select(Row),
        "",
        .. Goals.Select(goal => goal.ToString()),
        "",
    ]);

    private static string Row(NetworkReport network)
    {
        string[] cells =
        [
            network.Name,
            .. Cells(network.Compile),
            .. Cells(network.Build),
            .. ((long[])[network.SourceBytes, network.ProgramBytes, network.ConstantBytes, network.ArenaBytes]).Select(bytes => Number(bytes / 1e3)),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string[] Cells(Summary runs) =>
        [$"{Number(runs.MinimumSeconds)} / {Number(runs.MedianSeconds)}", Number(runs.ProcessorSeconds), Number(runs.PeakBytes / 1e6)];

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
