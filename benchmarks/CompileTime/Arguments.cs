// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.CommandLine;
using BenchmarkModels;

namespace CompileTimeBenchmark;

/// <summary><c>[NAME...] [--runs N] [--json FILE]</c></summary>
/// <param name="Networks">The networks to measure; all of the paper if none is named.</param>
/// <param name="Runs">How often each command is run.</param>
/// <param name="JsonFile">Where to write the figures as JSON; null for nowhere.</param>
internal sealed record Arguments(ImmutableArray<string> Networks, int Runs, string? JsonFile)
{
    /// <summary>The command, which gives its arguments to <paramref name="run"/> for an exit code.</summary>
    public static RootCommand Command(Func<Arguments, int> run)
    {
        string[] all = [.. PaperNetworks.All.Select(shape => shape.Name)];
        var networks = new Argument<string[]>("NAME")
        {
            Description = "What to measure; all of them if none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        networks.AcceptOnlyFromAmong(all);
        var runs = BenchmarkCommand.Count("--runs", 3, "How often each command is run.");
        var json = new Option<string?>("--json") { Description = "Where to write the figures as JSON.", HelpName = "FILE" };
        var command = new RootCommand("Measures bnnc compile and bnnc build on the networks of the paper.") { networks, runs, json };
        command.SetAction(result =>
        {
            string[] named = result.GetValue(networks) ?? [];
            return run(new([.. named.Length == 0 ? all : named], result.GetValue(runs), result.GetValue(json)));
        });
        return command;
    }
}
