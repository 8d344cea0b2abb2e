// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace CompileTimeBenchmark;

/// <summary>What one network costs to compile, and what becomes of it.</summary>
/// <param name="Name">The network.</param>
/// <param name="ModelBytes">Length of its ONNX file.</param>
/// <param name="Compile"><c>bnnc compile</c>: to C#.</param>
/// <param name="Build"><c>bnnc build --kind exe</c>: to a program for linux-x64.</param>
/// <param name="SourceBytes">Length of the generated C#.</param>
/// <param name="ProgramBytes">Length of the program.</param>
/// <param name="ConstantBytes">Weights and limits in it, padding included.</param>
/// <param name="ArenaBytes">Working memory of a call.</param>
internal sealed record NetworkReport(
    string Name, long ModelBytes, Summary Compile, Summary Build, long SourceBytes, long ProgramBytes, long ConstantBytes, long ArenaBytes)
{
    private static string Compiler => Path.Combine(AppContext.BaseDirectory, "bnnc");

    private static string Models => Path.Combine(AppContext.BaseDirectory, "BenchmarkModels");

    /// <summary>Compiles and builds a network several times, in a folder that is deleted afterwards.</summary>
    public static NetworkReport Measure(string network, int runs)
    {
        var folder = Directory.CreateTempSubdirectory("bnn-compile-time-");
        try
        {
            string model = Path.Combine(folder.FullName, network + ".onnx");
            string sources = Path.Combine(folder.FullName, "sources"), program = Path.Combine(folder.FullName, "program");
            MeasuredRun.Of(Models, network, "-o", model);
            using var figures = JsonDocument.Parse(MeasuredRun.Of(Compiler, "inspect", model, "--json").Output);
            var compile = Repeat(runs, "compile", model, "-o", sources);
            var build = Repeat(runs, "build", model, "--kind", "exe", "--rid", "linux-x64", "-o", program);
            return new(
                network,
                new FileInfo(model).Length,
                compile,
                build,
                BytesIn(sources),
                BytesIn(program),
                figures.RootElement.GetProperty("constantBytes").GetInt64(),
                figures.RootElement.GetProperty("arenaBytes").GetInt64());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Summary Repeat(int runs, params string[] arguments) =>
        Summary.Of([.. Enumerable.Range(0, runs).Select(_ => MeasuredRun.Of(Compiler, arguments))]);

    private static long BytesIn(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
}
