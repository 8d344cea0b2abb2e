// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Help;
using BnnCompiler.Cli.Output;

namespace BnnCompiler.Cli.Commands;

/// <summary>The command tree.</summary>
internal static class RootCommands
{
    /// <summary>A new tree; every command with its options and its action.</summary>
    public static RootCommand Create()
    {
        var bench = BenchCommand.Create();
        var root = new RootCommand(
            "bnnc compiles a trained binarized or few-bit neural network (ONNX, QONNX or .bnn) into exact, small, fast native code.")
        {
            ImportCommand.Create(),
            ExportCommand.Create(),
            InspectCommand.Create(),
            CompileCommand.Create(),
            LowerCommand.Create(),
            BuildCommand.Create(),
            RunCommand.Create(),
            VerifyCommand.Create(),
            bench,
            PassesCommand.Create(),
            CompletionCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExplainedHelp((HelpAction)help.Action!, bench, BenchCommand.Explanation);
        return root;
    }
}
