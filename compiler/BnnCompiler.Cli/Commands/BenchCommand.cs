// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using BnnCompiler.Cli.Benchmarking;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Targets;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc bench MODEL</c></summary>
internal static class BenchCommand
{
    /// <summary>What the columns mean, for the end of the command's help.</summary>
    public const string Explanation = """
        Example:
          bnnc bench examples/models/mnist-mlp/mnist-mlp.bnn --input examples/models/samples/digits-images.idx3-ubyte

          step      kernel            min us  median us  share  bound us  reached  active
          fc1       sliced_threshold   4.382      4.611   50 %     0.824     19 %    10 %

          Step fc1 took 4.382 us at best (the least time of each input, averaged) and 4.611 us as a rule; that is half of what all steps
          take at best. The innermost operations of its kernel alone, and the reading of its weights, take 0.824 us on this machine, the
          longer of the two; it reaches 19 % of that. The rest goes to lists, comparisons and loads that wait. Of the bits of its input
          10 % were active, which is what this kernel's time depends on. A dash: nothing is known, or it does not matter.

          The rates of the machine are measured between the runs, and the best counts. Other programs on it disturb medians first. If more
          than 100 % is reached, the model of the bound is wrong: please report it.
        """;

    private const int MostRuns = 1_000_000, MostThreads = 1024, MostInBatch = 1_000_000, DefaultBatch = 256;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new Option<string?>("--input", "-i")
        {
            Description = "Examples to run on, as 'bnnc run' reads them; up to 16, spread over the file. Random inputs if not given.",
            HelpName = "FILE",
        };
        var runs = Number("--runs", "Inferences with timers, and as many without.", MostRuns, 1000, "-n");
        var batch = Number("--batch", "Also time batches of so many inputs; 256 with --threads.", MostInBatch, null);
        var threads = Number("--threads", "Threads that share a batch; 1 with --batch.", MostThreads, null);
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("bench", "Times the native program, step by step and whole, and says how near that is to the machine's limits.")
        {
            input, runs, batch, threads, json,
        };
        var model = new ModelArguments(command, choosesKernels: true);
        var platform = PlatformArguments.Of(command, isForThisMachine: true);
        command.SetAction(async (result, cancellation) =>
        {
            var compiled = CompiledModel.Load(model.Parse(result));
            DiagnosticPrinter.Print(compiled.Log);
            var size = new BenchmarkSize(
                result.GetValue(runs)!.Value,
                result.GetValue(batch) ?? (result.GetValue(threads) is null ? null : DefaultBatch),
                result.GetValue(threads) ?? 1);
            RequireRoom(size, compiled);
            var inputs = result.GetValue(input) is { } file
                ? BenchmarkInputs.Of(RunCommand.ReadExamples(file, compiled), file, size.Runs)
                : BenchmarkInputs.Random(compiled.InputShape, size.Runs);
            using var folder = new TemporaryFolder();
            using var progress = new StageLine();
            var request = BenchmarkProgram.Request(compiled, platform.Parse(result), folder.Path);
            var built = await new NativeAotToolchain(progress.Report).BuildAsync(request, cancellation);
            if (built.Fault is { } fault)
            {
                progress.Dispose();
                return BuiltFileText.Fail(fault, built);
            }

            progress.Report(string.Create(CultureInfo.InvariantCulture, $"timing {size.Runs} runs"));
            long bytes = StepFigures.BytesRead(compiled.Plan);
            var measured = await BenchmarkProgram.RunAsync(built.Files[0], inputs, size, bytes, cancellation);
            progress.Dispose();
            var report = BenchmarkReport.Of(compiled, inputs, size, measured);
            Console.Out.Write(result.GetValue(json) ? BenchmarkJson.Of(report) + "\n" : BenchmarkText.Of(report));
            return FrontDoor.Done;
        });
        return command;
    }

    /// <summary>The inputs of a batch, and its scores, are one array each.</summary>
    private static void RequireRoom(BenchmarkSize size, CompiledModel model)
    {
        int most = int.MaxValue / Math.Max(model.InputShape.Length, model.ClassCount);
        if (size.Batch > most)
        {
            throw DiagnosticCatalog.Arguments.Error("", string.Create(
                CultureInfo.InvariantCulture,
                $"--batch is {size.Batch}; expected at most {most}, for an input has {model.InputShape.Length} elements"));
        }
    }

    private static Option<int?> Number(string name, string description, int most, int? usual, params string[] aliases)
    {
        var option = new Option<int?>(name, aliases) { Description = description, HelpName = "N" };
        if (usual is not null)
            option.DefaultValueFactory = _ => usual;
        option.Validators.Add(result =>
        {
            // What is no integer is refused by the parser itself, and has no value to ask for.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && (value < 1 || value > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is {token.Value}; expected 1..{most}"));
        });
        return option;
    }
}
