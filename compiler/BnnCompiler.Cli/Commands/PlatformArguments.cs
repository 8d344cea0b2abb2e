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

    /// <summary>Adds the options to a command.</summary>
    public PlatformArguments(Command command)
    {
        _rid.AcceptOnlyFromAmong("linux-x64", "linux-arm64");
        _cpu.AcceptOnlyFromAmong("x86-64-v2", "x86-64-v3", "native");
        command.Options.Add(_rid);
        command.Options.Add(_cpu);
        command.Validators.Add(result =>
        {
            bool isX64 = (Given(result, _rid) ?? ThisMachine) == "linux-x64";
            string? cpu = Given(result, _cpu);
            if (!isX64 && cpu is "x86-64-v2" or "x86-64-v3")
                result.AddError($"--cpu {cpu} is a level of x64 processors, the platform is linux-arm64; leave it out");
            if (cpu == "native" && isX64 != (RuntimeInformation.OSArchitecture == Architecture.X64))
                result.AddError("--cpu native means this machine's processor, which is not of the platform to build for; leave it out");
        });
    }

    /// <summary>The machine that the user asked for.</summary>
    public TargetMachine Parse(ParseResult result) => result.GetValue(_rid) == "linux-arm64"
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
