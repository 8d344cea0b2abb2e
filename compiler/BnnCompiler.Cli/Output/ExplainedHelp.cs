// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BnnCompiler.Cli.Output;

/// <summary>The usual help of a command, and below it a text that explains what it prints.</summary>
internal sealed class ExplainedHelp(HelpAction usual, Command command, string explanation) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => usual.ClearsParseErrors;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command == command)
            parseResult.InvocationConfiguration.Output.WriteLine(explanation);
        return code;
    }
}
