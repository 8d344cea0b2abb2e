// SPDX-License-Identifier: MIT
using System.CommandLine;
using BenchmarkModels;
using BnnCompiler.Onnx;
using CompileTimeBenchmark;

namespace UserProjectBenchmark;

/// <summary>
/// <c>[--runs N]</c> measures a project with the paper's MNIST network, 4.6 MB of weights, and beside it one with the digits of the examples, 6 KB.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var runs = BenchmarkCommand.Count("--runs", 3, "How often each build is run.");
        var command = new RootCommand("Measures what a network costs in a user's project.") { runs };
        command.SetAction(result => Measure(result.GetValue(runs)));
        return BenchmarkCommand.Run(command, args);
    }

    private static int Measure(int runs)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("BnnCompiler.sln"))
        {
            Console.Error.WriteLine(
                "found another system or folder; expected Linux, because memory is read from /proc, and the clone's root as the current folder.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("bnn-user-project-");
        try
        {
            var machine = Machine.This();
            var feed = new Feed(folder.FullName);
            string mnist = Path.Combine(folder.FullName, "mnist.onnx");
            File.WriteAllBytes(
                mnist, OnnxExporter.Export(RandomModel.Of(PaperNetworks.All.Single(shape => shape.Name == "mnist")), OnnxDialect.Qonnx));
            ProjectFigures[] projects =
            [
                ProjectFigures.Measure(feed, mnist, "", runs),
                ProjectFigures.Measure(feed, Path.GetFullPath("examples/models/digits/digits.onnx"), "1/255", runs),
            ];
            Console.Out.Write(Table.Of(machine, runs, projects));
            return 0;
        }
        catch (CommandFailedException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
