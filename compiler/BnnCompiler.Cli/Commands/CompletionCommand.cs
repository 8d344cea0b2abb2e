// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Output;

namespace BnnCompiler.Cli.Commands;

/// <summary><c>bnnc completion SHELL</c></summary>
internal static class CompletionCommand
{
    // The parser completes lines itself: [suggest:N] as the first argument asks for what can stand at character N.
    private const string Bash = """
        _bnnc() {
            local IFS=$'\n'
            COMPREPLY=($("$1" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
        }
        complete -o default -F _bnnc bnnc

        """;

    private const string Zsh = """
        _bnnc() {
            local -a suggestions
            suggestions=("${(@f)$(bnnc "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a suggestions || _files
        }
        compdef _bnnc bnnc

        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash or zsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh");
        var command = new Command("completion", "Prints the completion script of a shell: source <(bnnc completion bash).") { shell };
        command.SetAction(result =>
        {
            Console.Out.Write(result.GetRequiredValue(shell) == "zsh" ? Zsh : Bash);
            return FrontDoor.Done;
        });
        return command;
    }
}
