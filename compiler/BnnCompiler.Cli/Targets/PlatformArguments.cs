// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Toolchains;

namespace BnnCompiler.Cli.Targets;

/// <summary>The options that say what machine a native binary is for.</summary>
internal sealed class PlatformArguments
{
    private static readonly string ThisMachine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private readonly Option<string> _rid = new("--rid")
    {
        Description = "The platform of the binary.",
        DefaultValueFactory = _ => ThisMachine,
    };

    private readonly Option<string?> _cpu;

    /// <summary>The options, with one of <paramref name="cpu"/> that also other targets may have.</summary>
    public PlatformArguments(Option<string?> cpu)
    {
        _cpu = cpu;
        _rid.AcceptOnlyFromAmong("linux-x64", "linux-arm64");
    }

    /// <summary>What <c>--cpu</c> may name.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["x86-64-v2", "x86-64-v3", "native"];

    /// <summary>What <c>--cpu</c> means.</summary>
    public static string CpuHelp =>
        "The least processor it has to run on: x86-64-v3 (AVX2, the default on x64), x86-64-v2, or native for this machine's own. "
        + "On a lesser one it says so and exits.";

    /// <summary>The option <c>--rid</c>.</summary>
    public Option Rid => _rid;

    /// <summary>The options of a command that knows no targets.</summary>
    /// <param name="command">The command, to which they are added.</param>
    /// <param name="isForThisMachine">Whether what is built runs here, so that there is no platform to choose.</param>
    public static PlatformArguments Of(Command command, bool isForThisMachine = false)
    {
        var arguments = new PlatformArguments(new("--cpu") { Description = CpuHelp });
        arguments._cpu.AcceptOnlyFromAmong([.. Levels]);
        if (!isForThisMachine)
            command.Options.Add(arguments._rid);
        command.Options.Add(arguments._cpu);
        command.Validators.Add(arguments.Validate);
        return arguments;
    }

    /// <summary>Refuses a processor that the platform has not.</summary>
    public void Validate(CommandResult result)
    {
        bool isX64 = (result.Given(_rid) ?? ThisMachine) == "linux-x64";
        string? cpu = result.Given(_cpu);
        if (!isX64 && cpu is "x86-64-v2" or "x86-64-v3")
            result.AddError($"--cpu {cpu} is a level of x64 processors, the platform is linux-arm64; leave it out");
        if (cpu == "native" && isX64 != (RuntimeInformation.OSArchitecture == Architecture.X64))
            result.AddError("--cpu native means this machine's processor, which is not of the platform to build for; leave it out");
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
}
