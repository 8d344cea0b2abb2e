// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Passes;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Commands;

/// <summary>The options of the C target.</summary>
internal sealed class CArguments
{
    /// <summary>The machine that <c>generic</c> programs of this computer are best compiled for.</summary>
    public static readonly string ThisMachine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86-64";

    private readonly Option<string?> _cpu;

    private readonly Option<bool> _constantTime = new("--constant-time")
    {
        Description = "With --target c: bit-sliced kernels execute the same instructions for every input, so that their time says nothing about it; about half as fast. Those of x86-64 and aarch64 do so anyway.",
    };

    private readonly Option<string> _scores = new("--scores")
    {
        Description = "With --target c, the type of the scores: float32 as the model has them, or int32 whose greatest is proved to be the same, so that a processor without floats needs none.",
        DefaultValueFactory = _ => "float32",
    };

    private readonly Option<bool> _selfTest = new("--self-test")
    {
        Description = "With --target c: write NAME_selftest.c too, which checks the network on the board against golden inputs.",
    };

    private readonly Option<int?> _splitFrom = Bytes("--split-weights", "With --target c: from so many bytes of constants on, write them to NAME_weights.c.");

    private readonly Option<int?> _maxFlash = Budget("--max-flash", "constants and code");
    private readonly Option<int?> _maxRam = Budget("--max-ram", "the arena");
    private readonly Option<int?> _maxStack = Budget("--max-stack", "the stack");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="target">The command's option <c>--target</c>.</param>
    /// <param name="cpu">The command's own option <c>--cpu</c>, if it has one.</param>
    public CArguments(Command command, Option<string> target, Option<string?>? cpu = null)
    {
        _cpu = cpu ?? CpuOption(command);
        _scores.AcceptOnlyFromAmong("float32", "int32");
        Option[] own = [_scores, _constantTime, _selfTest, _splitFrom, _maxFlash, _maxRam, _maxStack];
        foreach (var option in own)
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(target) == "c")
                return;
            var given = own.Concat(cpu is null ? [_cpu] : []).FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
            if (given is not null)
                result.AddError($"{given.Name} belongs to the C target; give --target c, or leave it out");
        });
    }

    /// <summary>The names of all machines.</summary>
    public static IEnumerable<string> Cpus => CMachine.All.Select(machine => machine.Name);

    /// <summary>All machines, with what they are.</summary>
    public static string Machines => string.Join("; ", CMachine.All.Select(machine => $"{machine.Name} ({machine.Summary})")) + ".";

    /// <summary>The model as C, within its budgets.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">The prefix; null for the model's name.</param>
    public CModel Compile(ParseResult result, CompiledModel model, string? name) =>
        CModel.Of(
            model,
            Options(result, name ?? CNames.Prefix(model.Imported.Name)),
            result.GetValue(_scores) == "int32" ? ScoreType.Int32 : ScoreType.Float32,
            result.GetValue(_selfTest));

    /// <summary>Bytes that the network may take; null where nothing is said.</summary>
    public CBudget Budgets(ParseResult result) => new(result.GetValue(_maxFlash), result.GetValue(_maxRam), result.GetValue(_maxStack));

    private COptions Options(ParseResult result, string prefix) => new(prefix, CMachine.Find(result.GetValue(_cpu) ?? "generic")!)
    {
        Version = NativeBuild.Version,
        ConstantTime = result.GetValue(_constantTime),
        SplitFrom = result.GetValue(_splitFrom),
    };

    private static Option<string?> CpuOption(Command command)
    {
        var cpu = new Option<string?>("--cpu")
        {
            Description = "With --target c, the machine; generic if not given: " + Machines,
        };
        cpu.AcceptOnlyFromAmong([.. Cpus]);
        command.Options.Add(cpu);
        return cpu;
    }

    private static Option<int?> Budget(string name, string what) =>
        Bytes(name, $"With --target c: the most bytes that {what} may take; a larger network is refused, with what each layer takes.");

    private static Option<int?> Bytes(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "BYTES",
        CustomParser = result =>
        {
            string text = result.Tokens is [var token] ? token.Value : "";
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int bytes) && bytes >= 1)
                return bytes;
            result.AddError($"{name} is '{text}'; expected a whole number of bytes from 1 to {int.MaxValue}");
            return null;
        },
    };
}
