// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Targets;

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
        var name = NameOption.Create("--name", "Name of the binary and prefix of its C functions; the model's name in lower case by default.");
        var command = new Command("build", "Builds a native binary that needs nothing installed.") { output, kind, name };
        var model = new ModelArguments(command, choosesKernels: true);
        var targets = new TargetChoice(command, TargetUse.Build, model.Kernels);
        kind.AcceptOnlyFromAmong([.. targets.Kinds]);
        command.Validators.Add(result =>
        {
            var target = targets.Of(result);
            string? wanted = result.Given(kind);
            if (target is not null && wanted is not null && targets.Kinds.Contains(wanted) && !target.Kinds.Contains(wanted))
                result.AddError($"--kind {wanted} is not for --target {target.Name}; expected one of {string.Join(", ", target.Kinds)}");
        });
        command.SetAction(async (result, cancellation) =>
        {
            var (options, target) = (model.Parse(result), targets.Of(result));
            var compiled = CompiledModel.Load(options, imported => target.Parse(result, imported, options, result.GetValue(name)));
            DiagnosticPrinter.Print(compiled.Log);
            var order = new BuildOrder(result.GetRequiredValue(kind), result.GetValue(name), result.GetRequiredValue(output));
            return await target.BuildAsync(result, compiled, order, cancellation);
        });
        return command;
    }
}
