// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Toolchains;

namespace BnnCompiler.Cli.Commands;

/// <summary>The options that say what machine a native binary is for.</summary>
internal sealed class PlatformArguments
{
    private readonly Option<string> _rid = new("--rid")
    {
        Description = "The platform of the binary.",
        DefaultValueFactory = _ => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64",
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
            bool isX64 = result.GetValue(_rid) == "linux-x64";
            string? cpu = result.GetValue(_cpu);
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
}
