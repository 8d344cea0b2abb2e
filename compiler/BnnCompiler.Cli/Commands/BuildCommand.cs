// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc build MODEL -o DIR</c></summary>
internal static class BuildCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var output = OutputOption.Required("The folder to write the binary to.", "DIR");
        var kind = new Option<string>("--kind")
        {
            Description = "A program, a library with a C header, or, with --target c, an object file.",
            DefaultValueFactory = _ => "exe",
        };
        kind.AcceptOnlyFromAmong("exe", "shared", "static", "object");
        var name = NameOption.Create("--name", "Name of the binary and prefix of its C functions; the model's name in lower case by default.");
        var target = new Option<string>("--target")
        {
            Description = "Through which language: csharp (NativeAOT), or c, with the C compiler of the machine that --cpu names.",
            DefaultValueFactory = _ => "csharp",
        };
        target.AcceptOnlyFromAmong("csharp", "c");
        var command = new Command("build", "Builds a native binary that needs nothing installed.") { output, target, kind, name };
        var modelArguments = new ModelArguments(command, choosesKernels: true);
        var platform = new PlatformArguments(command, target);
        var c = new CArguments(command, target, platform.Cpu);
        command.Validators.Add(result =>
        {
            if (result.GetValue(target) != "c" && result.GetValue(kind) == "object")
                result.AddError("--kind object belongs to the C target; give --target c, or --kind static");
        });
        command.SetAction(async (result, cancellation) =>
        {
            var compiled = CompiledModel.Load(modelArguments.Parse(result));
            DiagnosticPrinter.Print(compiled.Log);
            if (result.GetValue(target) == "c")
            {
                var model = c.Compile(result, compiled, result.GetValue(name));
                int? codeBytes = CCompiler.CodeBytes(model);
                c.Budgets(result).Check(model, codeBytes);
                await BuildCAsync(model, codeBytes, result.GetRequiredValue(kind), result.GetRequiredValue(output), cancellation);
                return FrontDoor.Done;
            }

            var request = NativeBuild.Request(
                compiled, result.GetValue(name), KindOf(result.GetRequiredValue(kind)), platform.Parse(result), result.GetRequiredValue(output));
            using var progress = new StageLine();
            var built = await new NativeAotToolchain(progress.Report).BuildAsync(request, cancellation);
            progress.Dispose();
            if (built.Fault is { } fault)
                return Fail(fault, built);

            foreach (string file in built.Files)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}  {new FileInfo(file).Length:N0} bytes"));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"of these {compiled.Plan.ConstantBytes:N0} bytes are weights and limits; {compiled.Plan.ArenaBytes:N0} bytes of working memory per call"));
            if (built.LinkLine is { } linkLine)
                Console.Out.WriteLine($"link with: {linkLine}");
            return FrontDoor.Done;
        });
        return command;
    }

    /// <summary>Prints why nothing was built, with what the tools said, and returns the exit code.</summary>
    public static int Fail(string fault, NativeBuildResult built)
    {
        int code = FrontDoor.Report(DiagnosticCatalog.Toolchain.At("", fault));
        foreach (string line in built.Log)
            Console.Error.WriteLine("  " + line);
        return code;
    }

    private static async Task BuildCAsync(CModel model, int? codeBytes, string kind, string folder, CancellationToken cancellation)
    {
        foreach (string file in await CBuild.RunAsync(model, kind, folder, cancellation))
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}  {new FileInfo(file).Length:N0} bytes"));
        Console.Out.WriteLine(CFootprintText.Of(model, codeBytes));
    }

    private static NativeKind KindOf(string kind) => kind switch
    {
        "shared" => NativeKind.Shared,
        "static" => NativeKind.Static,
        _ => NativeKind.Exe,
    };
}
