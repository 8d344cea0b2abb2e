// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Models;
using BnnCompiler.IR;
using BnnCompiler.Targets;

namespace BnnCompiler.Cli.Targets;

/// <summary>
/// A target on the command line: its options, and what commands make of its code. Commands know targets only by this class; which there are says
/// <see cref="TargetChoice"/>.
/// </summary>
internal abstract class TargetArguments
{
    /// <summary>As for <c>--target</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The language, for people.</summary>
    public abstract string Title { get; }

    /// <summary>What its sources are and need, for the help of <c>bnnc compile</c>.</summary>
    public abstract string Sources { get; }

    /// <summary>How a binary is built, for the help of <c>bnnc build</c>.</summary>
    public abstract string Route { get; }

    /// <summary>What <c>bnnc build</c> can build.</summary>
    public abstract IReadOnlyList<string> Kinds { get; }

    /// <summary>Options of this target alone.</summary>
    public abstract IEnumerable<Option> Options { get; }

    /// <summary>What <c>--cpu</c> may name.</summary>
    public abstract IReadOnlyList<string> Cpus { get; }

    /// <summary>What <c>--cpu</c> means, for its help; empty where it means nothing.</summary>
    public abstract string CpuHelp { get; }

    /// <summary>The target as the user asked for it.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="imported">The network, which names what the user does not.</param>
    /// <param name="options">What the user decided about the model.</param>
    /// <param name="name">The name that <c>bnnc build</c> was given.</param>
    public abstract Target Parse(ParseResult result, Graph imported, ModelOptions options, string? name);

    /// <summary>The sources of a model, if it is within its budgets.</summary>
    public abstract TargetFiles Files(ParseResult result, CompiledModel model);

    /// <summary>Prints what a model takes, as a table or as one JSON object, and refuses one that is not within its budgets.</summary>
    public abstract void Report(ParseResult result, CompiledModel model, bool asJson);

    /// <summary>Builds a binary and prints its files; returns the exit code.</summary>
    public abstract Task<int> BuildAsync(ParseResult result, CompiledModel model, BuildOrder order, CancellationToken cancellation);
}
