// SPDX-License-Identifier: MIT
using System.CommandLine;
using BenchmarkModels;
using SpeedBenchmark.Workloads;

namespace SpeedBenchmark;

/// <summary><c>[FOLDER] [--rounds N] [--only NAME,NAME]</c></summary>
/// <param name="Folder">Where models, builds and reports go.</param>
/// <param name="Rounds">Rounds of each workload.</param>
/// <param name="Only">What to measure; empty for everything.</param>
internal sealed record Arguments(string Folder, int Rounds, IReadOnlyList<string> Only)
{
    /// <summary>Whether something is to be measured.</summary>
    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name);

    /// <summary>Adds the arguments to a command, which gives them to <paramref name="run"/>.</summary>
    public static void AddTo(Command command, Action<Arguments> run)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "Where models, builds and reports go.",
            DefaultValueFactory = _ => Path.Combine(Repository.Root, "artifacts", "speed"),
        };
        var rounds = BenchmarkCommand.Count("--rounds", 40, "Rounds of each workload.");
        var only = new Option<string>("--only") { Description = "What to measure; everything if not given.", HelpName = "NAME,NAME" };
        command.Arguments.Add(folder);
        command.Options.Add(rounds);
        command.Options.Add(only);
        command.SetAction(result => run(new(
            Path.GetFullPath(result.GetRequiredValue(folder)),
            result.GetValue(rounds),
            result.GetValue(only)?.Split(',') ?? [])));
    }
}
