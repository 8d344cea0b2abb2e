// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnnCompiler.Cli.Targets;

/// <summary>The option <c>--target</c>, with the options of all targets.</summary>
internal sealed class TargetChoice
{
    private readonly ImmutableArray<TargetArguments> _all;
    private readonly Option<string> _target;
    private readonly Option<string?> _cpu = new("--cpu");

    /// <summary>Adds the options to a command. A target more is a line here.</summary>
    /// <param name="command">The command.</param>
    /// <param name="use">What it does with the code.</param>
    /// <param name="kernels">The command's option <c>--kernels</c>.</param>
    public TargetChoice(Command command, TargetUse use, Option<string> kernels)
    {
        _all =
        [
            new CSharpArguments(command, use, _cpu, kernels),
            new CArguments(use, _cpu),
        ];
        _target = new("--target") { Description = Description(use), DefaultValueFactory = _ => _all[0].Name };
        _target.AcceptOnlyFromAmong([.. _all.Select(target => target.Name)]);
        command.Options.Add(_target);
        foreach (var option in _all.SelectMany(target => target.Options).Where(option => !command.Options.Contains(option)))
            command.Options.Add(option);
        _cpu.AcceptOnlyFromAmong([.. _all.SelectMany(target => target.Cpus)]);
        _cpu.Description = string.Join(" ", _all.Select(target => target.CpuHelp).Where(help => help.Length > 0));
        command.Options.Add(_cpu);
        command.Validators.Add(result =>
        {
            if (Of(result) is not { } chosen)
                return;
            foreach (var other in _all.Where(target => target != chosen))
            {
                if (other.Options.Except(chosen.Options).FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } given)
                    result.AddError($"{given.Name} belongs to the {other.Title} target; give --target {other.Name}, or leave it out");
            }

            if (result.Given(_cpu) is { } cpu && _all.Any(target => target.Cpus.Contains(cpu)) && !chosen.Cpus.Contains(cpu))
            {
                result.AddError(chosen.Cpus.Count == 0
                    ? $"--cpu belongs to the {_all.First(target => target.Cpus.Contains(cpu)).Title} target; give another --target, or leave it out"
                    : $"--cpu {cpu} is not for --target {chosen.Name}; expected one of {string.Join(", ", chosen.Cpus)}");
            }
        });
    }

    /// <summary>What the sources of all targets are and need.</summary>
    public string Sources => string.Join(", or ", _all.Select(target => target.Sources));

    /// <summary>All kinds of binaries.</summary>
    public IEnumerable<string> Kinds => _all.SelectMany(target => target.Kinds).Distinct();

    /// <summary>The target that the user chose.</summary>
    public TargetArguments Of(ParseResult result) => Named(result.GetRequiredValue(_target))!;

    /// <summary>The target that the user chose; null where the option is wrong, which the parser says.</summary>
    public TargetArguments? Of(CommandResult result) => Named(result.GivenOr(_target, _all[0].Name));

    private TargetArguments? Named(string? name) => _all.FirstOrDefault(target => target.Name == name);

    private string Description(TargetUse use) => use switch
    {
        TargetUse.Compile => "The language of the sources.",
        TargetUse.Build => $"Through which language: {string.Join(", or ", _all.Select(target => target.Route))}.",
        _ => "What it is to become: with c, what each layer takes of flash, memory and stack on the machine that --cpu names.",
    };
}
