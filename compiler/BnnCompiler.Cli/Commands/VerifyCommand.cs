// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Targets;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Cli.Verification;
using Spectre.Console;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc verify MODEL</c></summary>
internal static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var samples = new Option<int?>("--samples", "-n")
        {
            Description = "Random inputs, beside the corner cases; 1000 if not given, fewer for a network whose float32 ops take long to interpret.",
            HelpName = "N",
        };
        samples.Validators.Add(result =>
        {
            // What is no integer is refused by the parser itself, and has no value to ask for.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out int value) && value is < 0 or > 1_000_000)
                result.AddError($"--samples is {token.Value}; expected 0..1000000");
        });
        var seed = new Option<int>("--seed") { Description = "Seed of the random inputs.", DefaultValueFactory = _ => 1, HelpName = "S" };
        var noNative = new Option<bool>("--no-native") { Description = "Leave out the native binary, whose build takes some ten seconds." };
        var noC = new Option<bool>("--no-c") { Description = "Leave out the generated C, which needs a C compiler." };
        var command = new Command(
            "verify", "Checks that interpreter, generated C# at every vector width, generated C and native binary give the same scores, bit for bit.")
        {
            samples, seed, noNative, noC,
        };
        var model = new ModelArguments(command, choosesKernels: true);
        var platform = PlatformArguments.Of(command);
        command.SetAction(async (result, cancellation) =>
        {
            var options = model.Parse(result);
            var compiled = CompiledModel.Load(options);
            DiagnosticPrinter.Print(compiled.Log);
            using var folder = new TemporaryFolder();
            using var stages = new StageLine();
            var inputs = VerificationInputs.Create(compiled.InputShape, result.GetValue(samples) ?? Affordable(compiled), result.GetValue(seed));
            stages.Report($"interpreting {inputs.Count.ToString(CultureInfo.InvariantCulture)} inputs");
            var verifier = new EngineVerifier(compiled, options, inputs, folder.Path, stages.Report);
            verifier.ComputeReference(cancellation);
            ImmutableArray<EngineOutcome> outcomes = [verifier.AsRead(cancellation), .. await verifier.CSharpAtEveryWidthAsync(cancellation)];
            if (!result.GetValue(noC))
                outcomes = outcomes.AddRange(verifier.C(cancellation));
            if (!result.GetValue(noNative))
                outcomes = outcomes.Add(await verifier.NativeAsync(platform.Parse(result), cancellation));
            stages.Dispose();
            return Print(compiled, inputs, outcomes, result.GetValue(seed));
        });
        return command;
    }

    /// <summary>
    /// As many random inputs as are interpreted in about a minute, between 10 and 1000: an interpreted operation takes about a nanosecond.
    /// </summary>
    private static int Affordable(CompiledModel model)
    {
        const long OperationsOfAMinute = 5_000_000_000;
        long perInput = Math.Max(1, LayerReport.Of(model).Sum(layer => layer.Operations));
        return (int)Math.Clamp(OperationsOfAMinute / perInput, 10, 1000);
    }

    private static int Print(CompiledModel model, VerificationInputs inputs, IReadOnlyList<EngineOutcome> outcomes, int seed)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("engine", "scores that differ", "first difference");
        table.AddRow("interpreter (reference)", "", "");
        foreach (var outcome in outcomes)
            table.AddRow([.. Cells(outcome).Select(cell => new Spectre.Console.Text(cell))]);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{model.Imported.Name}: {inputs.CornerCount} corner and {inputs.Count - inputs.CornerCount} random inputs (seed {seed}), "
            + $"{inputs.Count * model.ClassCount} scores each"));
        AnsiConsole.Write(table);
        if (!outcomes.All(outcome => outcome.IsGood))
        {
            Console.Out.WriteLine("NOT EQUAL: this is a fault of the compiler, please report it with the model");
            return FrontDoor.OurFault;
        }

        Console.Out.WriteLine(outcomes.Any(outcome => outcome.Differences > 0)
            ? "all engines give the same bits; the file's own float32 rounding differs, as the notes say"
            : "all engines give the same bits");
        return FrontDoor.Done;
    }

    private static string[] Cells(EngineOutcome outcome) =>
    [
        outcome.Engine,
        outcome.Fault is null ? outcome.Differences.ToString(CultureInfo.InvariantCulture) : "failed",
        outcome.Fault ?? outcome.FirstDifference ?? "",
    ];
}
