// SPDX-License-Identifier: MIT
using System.CommandLine;

namespace BnnCompiler.Cli.Commands;

/// <summary>The command tree.</summary>
internal static class RootCommands
{
    /// <summary>A new tree; every command with its options and its action.</summary>
    public static RootCommand Create() => new("bnnc compiles a trained binarized neural network (ONNX, QONNX or .bnn) into exact, small, fast native code.")
    {
        ImportCommand.Create(),
        ExportCommand.Create(),
        InspectCommand.Create(),
        CompileCommand.Create(),
        LowerCommand.Create(),
        BuildCommand.Create(),
        RunCommand.Create(),
        VerifyCommand.Create(),
        PassesCommand.Create(),
        CompletionCommand.Create(),
    };
}
