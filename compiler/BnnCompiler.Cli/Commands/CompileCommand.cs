// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Toolchains;
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
        target.AcceptOnlyFromAmong("csharp", "c");
        var printAfter = new Option<string[]>("--print-after")
        {
            Description = "Print the graph after a pass ('import', a name from 'bnnc passes', or 'all').",
            HelpName = "PASS",
        };
        printAfter.AcceptOnlyFromAmong(["import", "all", .. Pipeline.Passes.Select(pass => pass.Name)]);
        var command = new Command("compile", "Writes the generated sources: C#, which needs the package BnnCompiler.Runtime, or C99, which needs nothing.") { output, target, printAfter };
        var model = new ModelArguments(command, choosesKernels: true);
        var names = new CSharpArguments(command);
        names.RequireCSharp(command, target);
        var prefix = NameOption.Create("--prefix", "With --target c: what the names of files and functions begin with; the model's name by default.");
        command.Options.Add(prefix);
        var c = new CArguments(command, target);
        command.Validators.Add(result =>
        {
            if (result.GetValue(target) != "c" && result.GetValue(prefix) is not null)
                result.AddError("--prefix belongs to the C target; give --target c, or --class for C#");
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
            if (result.GetValue(target) == "c")
            {
                var generated = c.Compile(result, compiled, result.GetValue(prefix));
                int? codeBytes = CCompiler.CodeBytes(generated);
                c.Budgets(result).Check(generated, codeBytes);
                WriteC(generated, codeBytes, folder);
                return FrontDoor.Done;
            }

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

    private static void WriteC(CModel generated, int? codeBytes, string folder)
    {
        AtomicOutput.Write([.. generated.Sources.Select(source => (Path.Combine(folder, source.Name), Content(source)))]);
        foreach (var source in generated.Sources)
            Console.Out.WriteLine(Path.Combine(folder, source.Name));
        Console.Out.WriteLine(CFootprintText.Of(generated, codeBytes));
    }

    private static Action<Stream> Content(SourceFile file) => stream => stream.Write(Encoding.UTF8.GetBytes(file.Text));
}
