// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Training.Cli.Output;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary><c>bnn-train datasets</c></summary>
internal static class DatasetsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("datasets", "Says which datasets are known by name, where each comes from, and its files and checksums.");
        command.SetAction(_ =>
        {
            Console.WriteLine(string.Join("\n\n", DatasetCatalog.All.Select(dataset => dataset.Explain().TrimEnd())));
            return FrontDoor.Done;
        });
        return command;
    }
}
