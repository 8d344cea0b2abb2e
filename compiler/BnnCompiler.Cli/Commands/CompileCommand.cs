// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Targets;
using BnnCompiler.Passes;
using BnnCompiler.Text;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc compile MODEL -o DIR</c></summary>
internal static class CompileCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = OutputOption.Optional("The folder to write the sources to.", "DIR");
        var printAfter = new Option<string[]>("--print-after")
        {
            Description = "Print the graph after a pass ('import', a name from 'bnnc passes', or 'all').",
            HelpName = "PASS",
        };
        printAfter.AcceptOnlyFromAmong(["import", "all", .. Pipeline.Passes.Select(pass => pass.Name)]);
        var command = new Command("compile") { output, printAfter };
        var model = new ModelArguments(command, choosesKernels: true);
        var targets = new TargetChoice(command, TargetUse.Compile, model.Kernels);
        command.Description = $"Writes the generated sources: {targets.Sources}.";
        command.Validators.Add(result =>
        {
            if (result.GetResult(output) is null && result.GetResult(printAfter) is null)
                result.AddError("nothing to do: give a folder with --output, or a pass with --print-after");
        });
        command.SetAction(result =>
        {
            string[] wanted = result.GetValue(printAfter) ?? [];
            var (options, target) = (model.Parse(result), targets.Of(result));
            var compiled = CompiledModel.Load(options, imported => target.Parse(result, imported, options, null), (pass, graph) =>
            {
                if (wanted.Contains(pass) || wanted.Contains("all"))
                    Console.Out.Write($"; after {pass}\n{BnnPrinter.Print(graph)}");
            });
            DiagnosticPrinter.Print(compiled.Log);
            if (result.GetValue(output) is { } folder)
                Write(target.Files(result, compiled), folder);
            return FrontDoor.Done;
        });
        return command;
    }

    private static void Write(TargetFiles code, string folder)
    {
        (string Path, Action<Stream> Content)[] files =
            [.. code.Files.Select(file => (Path.Combine(folder, file.Name), (Action<Stream>)(stream => stream.Write(file.Content.Span))))];
        AtomicOutput.Write(files);
        foreach (string line in files.Select(file => file.Path).Concat(code.Remarks))
            Console.Out.WriteLine(line);
    }
}
