// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Targets;
using BnnCompiler.Diagnostics;
using BnnCompiler.Runtime;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc run MODEL --input FILE</c></summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new Option<string>("--input", "-i")
        {
            Description = "Examples: npy (uint8 or float32 [N, ...]), idx(.gz), PNG, CIFAR-10 records (.bin) or raw.",
            Required = true,
            HelpName = "FILE",
        };
        var output = OutputOption.Optional("Write the scores as float32 npy [N, classes].", "FILE.npy");
        var engine = new Option<string>("--engine")
        {
            Description = "What computes the scores; all give the same bits.",
            DefaultValueFactory = _ => EngineKind.All[0].Name,
        };
        engine.AcceptOnlyFromAmong([.. EngineKind.All.Select(kind => kind.Name)]);
        var cpu = new Option<string?>("--cpu")
        {
            Description = "With --engine c: the kernels to run here, those of this computer by default; "
                + "generic-32 and generic-8 are those of microcontrollers.",
        };
        cpu.AcceptOnlyFromAmong(CArguments.ThisMachine, "generic", "generic-32", "generic-8");
        var labels = new Option<string?>("--labels")
        {
            Description = "True classes (idx(.gz), npy, CIFAR-10 records or text, one per line): prints the accuracy.",
            HelpName = "FILE",
        };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Do not print the class of every example." };
        var command = new Command("run", "Runs a model on a batch of examples: one class per line, then accuracy and time on stderr.")
        {
            input, output, engine, cpu, labels, quiet,
        };
        var model = new ModelArguments(command, choosesKernels: true);
        command.Validators.Add(result =>
        {
            var kind = EngineKind.Named(result.GivenOr(engine, EngineKind.All[0].Name));
            if (kind is { HasCpu: false } && result.GetResult(cpu) is { Implicit: false })
                result.AddError("--cpu belongs to --engine c; give that, or leave it out");
            if (kind is { HasKernels: false } && result.GetResult(model.Kernels) is { Implicit: false })
                result.AddError("--kernels belongs to the C# target; the kernels of C follow from --cpu");
        });
        command.SetAction(result =>
        {
            var compiled = CompiledModel.Load(model.Parse(result));
            DiagnosticPrinter.Print(compiled.Log);
            var examples = ReadExamples(result.GetRequiredValue(input), compiled);
            int[]? expected = result.GetValue(labels) is { } file ? ReadLabels(file, compiled, examples.Count) : null;
            var runner = EngineKind.Named(result.GetValue(engine))!.Of(compiled, result.GetValue(cpu));
            using var engineFiles = runner as IDisposable;

            var (scores, microseconds) = Scores(runner, compiled, examples);
            int[] classes = [.. scores.Chunk(compiled.ClassCount).Select(row => Prediction.ClassOf(row))];
            if (result.GetValue(output) is { } path)
                AtomicOutput.Write((path, stream => NpyFile.Write(stream, scores, [examples.Count, compiled.ClassCount])));
            if (!result.GetValue(quiet))
                Console.Out.Write(string.Concat(classes.Select(c => c.ToString(CultureInfo.InvariantCulture) + "\n")));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{examples.Count} examples, {microseconds / examples.Count:F2} us per example ({result.GetValue(engine)})"));
            if (expected is not null)
                Console.Error.WriteLine(ScoreTable.Accuracy(classes, expected));
            return FrontDoor.Done;
        });
        return command;
    }

    /// <summary>The scores of all examples, row by row, and the time that took.</summary>
    public static (float[] Scores, double Microseconds) Scores(IEngine engine, CompiledModel model, InputExamples examples)
    {
        float[] scores = new float[checked(examples.Count * model.ClassCount)];
        using var progress = new ProgressLine("examples", examples.Count);
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < examples.Count; i++)
        {
            var row = scores.AsSpan(i * model.ClassCount, model.ClassCount);
            if (examples.Element == InputElement.UInt8)
                engine.Run(examples.Pixels(i), row);
            else
                engine.Run(examples.Values(i), row);
            progress.Report(i + 1);
        }

        return (scores, clock.Elapsed.TotalMicroseconds);
    }

    /// <summary>The examples of a file; a model that takes real numbers can be told how pixels become such.</summary>
    public static InputExamples ReadExamples(string path, CompiledModel model)
    {
        try
        {
            return InputFile.Read(path, model.InputShape);
        }
        catch (InputFileException exception) when (model.InputShape.Element == InputElement.Float32)
        {
            throw DiagnosticCatalog.InputFile.Error("", exception.Message
                + " To feed uint8 pixels to a model with a float32 input, say how they are scaled, for example --input-scale 1/255.");
        }
    }

    private static int[] ReadLabels(string path, CompiledModel model, int count)
    {
        int[] labels = LabelFile.Read(path, model.ClassCount);
        return labels.Length == count
            ? labels
            : throw DiagnosticCatalog.InputFile.Error("", string.Create(CultureInfo.InvariantCulture,
                $"'{PrintableText.Escape(path)}' holds {labels.Length} labels; expected one for each of the {count} examples"));
    }
}
