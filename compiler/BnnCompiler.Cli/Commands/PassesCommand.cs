// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Output;
using BnnCompiler.Passes;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc passes</c></summary>
internal static class PassesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("passes", "Lists the passes in order, for compile --print-after.");
        command.SetAction(_ =>
        {
            foreach (var pass in Pipeline.Passes)
                Console.Out.WriteLine($"{pass.Name,-28}{pass.Summary}");
            return FrontDoor.Done;
        });
        return command;
    }
}
