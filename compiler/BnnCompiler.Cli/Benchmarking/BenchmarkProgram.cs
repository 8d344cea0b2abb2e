// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Diagnostics;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>Builds the program of <see cref="Timing.NetworkTimer{T}"/> around a generated class, and runs it.</summary>
internal static class BenchmarkProgram
{
    private const string ResourcePrefix = "bnnc.bench.";

    private const int LinesShown = 5;

    // What the SDK writes for projects with implicit usings, as this one is and the built one is not.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;

        """;

    /// <summary>What to build.</summary>
    public static NativeBuildRequest Request(CompiledModel model, TargetMachine machine, string folder)
    {
        var request = NativeBuild.Request(model, "bench", NativeKind.Exe, machine, folder, timesSteps: true);
        return request with
        {
            Sources = [.. request.Sources, .. Sources(), new("Usings.cs", Usings)],
            Entry = Entry(request, model.Plan.Steps.Length),
        };
    }

    /// <summary>Runs the program.</summary>
    /// <exception cref="DiagnosticException">It ended early, as it does on a processor that lacks what it was compiled for.</exception>
    /// <param name="program">Where it is; its inputs are written beside it.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="size">How much to measure.</param>
    /// <param name="bytes">Bytes that an inference reads.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Measurement> RunAsync(
        string program, BenchmarkInputs inputs, BenchmarkSize size, long bytes, CancellationToken cancellation)
    {
        string file = program + ".inputs";
        await File.WriteAllBytesAsync(file, inputs.Bytes, cancellation);
        long[] numbers = [size.Runs, bytes, size.Batch ?? 0, size.Threads];
        var start = new ProcessStartInfo(program, [file, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        var (exitCode, lines) = await ChildProcess.RunAsync(start, null, cancellation);
        return exitCode == 0
            ? Measurement.Parse(lines)
            : throw DiagnosticCatalog.Toolchain.Error("", string.Create(
                CultureInfo.InvariantCulture, $"the benchmark ended with exit code {exitCode}: {string.Join(' ', lines.TakeLast(LinesShown))}"));
    }

    private static IEnumerable<GeneratedFile> Sources()
    {
        var assembly = typeof(BenchmarkProgram).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal));
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new(name[ResourcePrefix.Length..], reader.ReadToEnd());
        }
    }

    private static GeneratedFile Entry(NativeBuildRequest request, int steps)
    {
        string element = request.InputElement == InputElement.UInt8 ? "byte" : "float";
        return new(
            "Program.cs",
            $$"""
            using BnnCompiler.Cli.Benchmarking.Timing;

            internal static class Program
            {
                private static int Main(string[] arguments) => NetworkTimer<{{element}}>.Run(
                    arguments,
                    new(
                        {{request.InputLength}},
                        {{request.ClassCount}},
                        {{steps}},
                        global::{{request.ClassName}}.Run,
                        global::{{request.ClassName}}.RunTimed,
                        global::{{request.ClassName}}.RunBatch));
            }

            """);
    }
}

/// <summary>How much to measure.</summary>
/// <param name="Runs">Inferences with timers, and as many without.</param>
/// <param name="Batch">Inputs of a batch; null for no batches.</param>
/// <param name="Threads">Threads of a batch.</param>
internal sealed record BenchmarkSize(int Runs, int? Batch, int Threads);
