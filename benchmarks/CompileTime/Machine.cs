// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.InteropServices;

namespace CompileTimeBenchmark;

/// <summary>Where figures were taken, as far as they depend on it.</summary>
/// <param name="Processor">The model of the processor.</param>
/// <param name="Cores">Cores that the program may use.</param>
/// <param name="LoadBefore">Processes that already wanted a core in the last minute, on average: figures are good where this is near 0.</param>
/// <param name="System">The operating system.</param>
/// <param name="Sdk">Version of the .NET SDK.</param>
/// <param name="Runtime">Version of the .NET runtime.</param>
/// <param name="CCompiler">The C compiler that links.</param>
/// <param name="Compiler">Version of bnnc.</param>
internal sealed record Machine(
    string Processor, int Cores, double LoadBefore, string System, string Sdk, string Runtime, string CCompiler, string Compiler)
{
    /// <summary>This machine.</summary>
    public static Machine This() => new(
        ProcessorModel(),
        Environment.ProcessorCount,
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture),
        RuntimeInformation.OSDescription,
        FirstLine("dotnet", "--version"),
        RuntimeInformation.FrameworkDescription,
        FirstLine("gcc", "--version"),
        FirstLine(Path.Combine(AppContext.BaseDirectory, "bnnc"), "--version"));

    private static string ProcessorModel() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";

    private static string FirstLine(string file, string argument) => MeasuredRun.Of(file, argument).Output.Split('\n')[0].Trim();
}
