// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Building;

/// <summary>A C compiler of this machine.</summary>
/// <param name="Command">How it is called.</param>
/// <param name="Name">What reports call it.</param>
internal sealed record CCompiler(string Command, string Name)
{
    /// <summary>Flags of the generated C, which chooses its instructions itself.</summary>
    public const string GeneratedFlags = "-std=c99 -O3";

    /// <summary>Flags of the plain loop, which leaves everything to the compiler.</summary>
    public const string PlainFlags = "-std=c11 -O3 -march=native";

    /// <summary>All compilers.</summary>
    public static IReadOnlyList<CCompiler> All { get; } = [new("clang-19", "clang"), new("gcc", "gcc")];

    /// <summary>Its version, as it says itself.</summary>
    public string Version => Tool.Do(Command, "--version").Split('\n')[0].Trim();

    /// <summary>Compiles a source to a shared library.</summary>
    public void Compile(string flags, string source, string library) =>
        Tool.Do(Command, [.. flags.Split(' '), "-shared", "-fPIC", source, "-o", library]);
}
