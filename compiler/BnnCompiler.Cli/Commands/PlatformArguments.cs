// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Toolchains;

namespace BnnCompiler.Cli.Commands;

/// <summary>The options that say what machine a native binary is for.</summary>
internal sealed class PlatformArguments
{
    private static readonly string ThisMachine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private readonly Option<string> _rid = new("--rid")
    {
        Description = "The platform of the binary.",
        DefaultValueFactory = _ => ThisMachine,
    };

    private readonly Option<string?> _cpu = new("--cpu")
    {
        Description = "The least processor it has to run on: x86-64-v3 (AVX2, the default on x64), x86-64-v2, or native for this machine's own. On a lesser one it says so and exits.",
    };

    private static readonly string[] Levels = ["x86-64-v2", "x86-64-v3", "native"];

    /// <summary>The option <c>--cpu</c>.</summary>
    public Option<string?> Cpu => _cpu;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="target">The command's option <c>--target</c>, if it has one: C is compiled for other machines.</param>
    /// <param name="isForThisMachine">Whether what is built runs here, so that there is no platform to choose.</param>
    public PlatformArguments(Command command, Option<string>? target = null, bool isForThisMachine = false)
    {
        _rid.AcceptOnlyFromAmong("linux-x64", "linux-arm64");
        _cpu.AcceptOnlyFromAmong([.. Levels, .. target is null ? [] : CArguments.Cpus]);
        if (target is not null)
            _cpu.Description += " With --target c, the machine: " + CArguments.Machines;
        if (!isForThisMachine)
            command.Options.Add(_rid);
        command.Options.Add(_cpu);
        command.Validators.Add(result =>
        {
            if (target is not null && Given(result, _cpu) is { } given && Levels.Concat(CArguments.Cpus).Contains(given) && Levels.Contains(given) == (result.GetValue(target) == "c"))
            {
                result.AddError($"--cpu {given} is not for --target {result.GetValue(target) ?? "csharp"}; expected one of "
                    + string.Join(", ", Levels.Contains(given) ? CArguments.Cpus : Levels));
            }

            if (target is not null && result.GetValue(target) == "c" && Given(result, _rid) is not null)
                result.AddError("--rid is not for --target c; say the machine with --cpu");
            bool isX64 = (Given(result, _rid) ?? ThisMachine) == "linux-x64";
            string? cpu = Given(result, _cpu);
            if (!isX64 && cpu is "x86-64-v2" or "x86-64-v3")
                result.AddError($"--cpu {cpu} is a level of x64 processors, the platform is linux-arm64; leave it out");
            if (cpu == "native" && isX64 != (RuntimeInformation.OSArchitecture == Architecture.X64))
                result.AddError("--cpu native means this machine's processor, which is not of the platform to build for; leave it out");
        });
    }

    /// <summary>The machine that the user asked for.</summary>
    public TargetMachine Parse(ParseResult result) => (result.GetResult(_rid) is null ? ThisMachine : result.GetValue(_rid)) == "linux-arm64"
        ? new(NativePlatform.LinuxArm64, result.GetValue(_cpu) == "native" ? CpuLevel.Native : CpuLevel.Baseline)
        : new(NativePlatform.LinuxX64, result.GetValue(_cpu) switch
        {
            "x86-64-v2" => CpuLevel.Baseline,
            "native" => CpuLevel.Native,
            _ => CpuLevel.X64V3,
        });

    /// <summary>What was typed for an option, if it was one value: any other number is refused by the parser itself, and has no value to ask for.</summary>
    private static string? Given(SymbolResult result, Option option) => result.GetResult(option) is { Tokens: [var token] } ? token.Value : null;
}
