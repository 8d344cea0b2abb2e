// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Targets;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc inspect MODEL</c></summary>
internal static class InspectCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("inspect", "Shows what a model becomes: per layer the kernel and why, weights, operations, memory.") { json };
        var model = new ModelArguments(command, choosesKernels: true);
        var targets = new TargetChoice(command, TargetUse.Inspect, model.Kernels);
        command.SetAction(result =>
        {
            var (options, target) = (model.Parse(result), targets.Of(result));
            var compiled = CompiledModel.Load(options, imported => target.Parse(result, imported, options, null));
            target.Report(result, compiled, result.GetValue(json));
            return FrontDoor.Done;
        });
        return command;
    }
}
