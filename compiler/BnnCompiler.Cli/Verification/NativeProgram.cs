// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Toolchains;

namespace BnnCompiler.Cli.Verification;

/// <summary>Starts a built executable, through qemu where it is for another processor.</summary>
internal static class NativeProgram
{
    /// <summary>Runs it; null, or why it failed.</summary>
    public static async Task<string?> RunAsync(string path, NativePlatform platform, ImmutableArray<string> arguments, CancellationToken cancellation)
    {
        bool isForeign = platform == NativePlatform.LinuxArm64 && RuntimeInformation.OSArchitecture != Architecture.Arm64;
        if (isForeign && !NativeTools.IsOnPath("qemu-aarch64"))
            return "found no qemu-aarch64 on PATH to run it; install Debian's qemu-user";
        var start = isForeign
            ? new ProcessStartInfo("qemu-aarch64", ["-L", "/usr/aarch64-linux-gnu", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        return await ToolRun.FaultAsync(start, cancellation);
    }
}
