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
            Description = "A program, or a library with a C header.",
            DefaultValueFactory = _ => "exe",
        };
        kind.AcceptOnlyFromAmong("exe", "shared", "static");
        var name = new Option<string?>("--name")
        {
            Description = "Name of the binary and prefix of its C functions; the model's name in lower case by default.",
        };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !IsName(value))
                result.AddError($"--name is '{value}'; expected letters, digits and _, not starting with a digit");
        });
        var command = new Command("build", "Builds a native binary that needs nothing installed.") { output, kind, name };
        var model = new ModelArguments(command);
        var platform = new PlatformArguments(command);
        command.SetAction(async (result, cancellation) =>
        {
            var compiled = CompiledModel.Load(model.Parse(result));
            DiagnosticPrinter.Print(compiled.Log);
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

    private static int Fail(string fault, NativeBuildResult built)
    {
        int code = FrontDoor.Report(DiagnosticCatalog.Toolchain.At("", fault));
        foreach (string line in built.Log)
            Console.Error.WriteLine("  " + line);
        return code;
    }

    /// <summary>Whether C functions can start with it.</summary>
    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static NativeKind KindOf(string kind) => kind switch
    {
        "shared" => NativeKind.Shared,
        "static" => NativeKind.Static,
        _ => NativeKind.Exe,
    };
}
