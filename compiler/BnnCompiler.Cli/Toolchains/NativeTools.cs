// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>The C compiler and the binary tools for a platform, as commands on PATH.</summary>
internal sealed record NativeTools(string Compiler, string ObjectCopy, string Archiver)
{
    /// <summary>The tools, or null and what to install.</summary>
    public static NativeTools? Find(NativePlatform platform, out string missing)
    {
        string triple = platform == NativePlatform.LinuxX64 ? "x86_64-linux-gnu" : "aarch64-linux-gnu";
        bool isThisMachine = OperatingSystem.IsLinux()
            && RuntimeInformation.OSArchitecture == (platform == NativePlatform.LinuxX64 ? Architecture.X64 : Architecture.Arm64);
        string prefix = isThisMachine ? "" : triple + "-";
        string package = isThisMachine ? "gcc" : "gcc-" + triple.Replace('_', '-');
        string? compiler = isThisMachine ? FirstOf("gcc", "clang") : FirstOf(prefix + "gcc");
        string alternative = isThisMachine ? " (or clang and binutils)" : "";
        missing = $"found no {prefix}gcc on PATH, expected a C compiler and linker for {triple}. Install Debian's {package}{alternative}.";
        if (compiler is null || FirstOf(prefix + "objcopy") is not { } objectCopy || FirstOf(prefix + "ar") is not { } archiver)
            return null;
        missing = "";
        return new NativeTools(compiler, objectCopy, archiver);
    }

    /// <summary>Whether a command of this name is on PATH.</summary>
    public static bool IsOnPath(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, command)));

    private static string? FirstOf(params string[] commands) => Array.Find(commands, IsOnPath);
}
