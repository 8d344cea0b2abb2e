// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Passes;
using BnnCompiler.Targets;
using BnnCompiler.Text;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc compile MODEL -o DIR</c></summary>
internal static class CompileCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = OutputOption.Optional("The folder to write the sources to.", "DIR");
        var target = new Option<string>("--target") { Description = "The language of the sources.", DefaultValueFactory = _ => "csharp" };
        target.AcceptOnlyFromAmong("csharp");
        var printAfter = new Option<string[]>("--print-after")
        {
            Description = "Print the graph after a pass ('import', a name from 'bnnc passes', or 'all').",
            HelpName = "PASS",
        };
        printAfter.AcceptOnlyFromAmong(["import", "all", .. Pipeline.Passes.Select(pass => pass.Name)]);
        var command = new Command("compile", "Writes the generated sources, and a file of weights where these are large; they need the package BnnCompiler.Runtime.") { output, target, printAfter };
        var model = new ModelArguments(command);
        var names = new CSharpArguments(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) is null && result.GetValue(printAfter) is not { Length: > 0 })
                result.AddError("nothing to do: give a folder with --output, or a pass with --print-after");
        });
        command.SetAction(result =>
        {
            string[] wanted = result.GetValue(printAfter) ?? [];
            var compiled = CompiledModel.Load(model.Parse(result), (pass, graph) =>
            {
                if (wanted.Contains(pass) || wanted.Contains("all"))
                    Console.Out.Write($"; after {pass}\n{BnnPrinter.Print(graph)}");
            });
            DiagnosticPrinter.Print(compiled.Log);
            if (result.GetValue(output) is not { } folder)
                return FrontDoor.Done;
            var options = names.Parse(result, compiled.Imported.Name);
            var code = compiled.ToCSharp(options);
            List<(string Path, Action<Stream> Content)> files = [.. code.Sources.Select(source => (Path.Combine(folder, source.Name), Content(source)))];
            if (code.Weights is { } weights)
                files.Add((Path.Combine(folder, options.ClassName + ".weights"), stream => stream.Write(weights.Bytes.Span)));
            AtomicOutput.Write([.. files]);
            foreach (var (path, _) in files)
                Console.Out.WriteLine(path);
            if (code.Weights is { LogicalName: var name })
            {
                Console.Out.WriteLine("The code reads its weights from an embedded resource; the project file needs");
                Console.Out.WriteLine($"  <EmbeddedResource Include=\"{options.ClassName}.weights\" LogicalName=\"{name}\" />");
            }

            return FrontDoor.Done;
        });
        return command;
    }

    private static Action<Stream> Content(SourceFile file) => stream => stream.Write(Encoding.UTF8.GetBytes(file.Text));
}
