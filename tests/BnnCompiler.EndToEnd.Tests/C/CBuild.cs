// SPDX-License-Identifier: MIT
using BnnCompiler.Targets.C;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>A way to compile generated C, and to run it here.</summary>
/// <param name="Machine">The machine of <c>--cpu</c>.</param>
/// <param name="Compiler">The command.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Runner">What runs programs of another processor; empty for this computer's own.</param>
public sealed record CBuild(string Machine, string Compiler, string[] Flags, params string[] Runner)
{
    /// <summary>Flags of gcc, whose warnings are errors.</summary>
    public static readonly string[] Warnings =
    [
        "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wsign-conversion", "-Wshadow", "-Wcast-align=strict", "-Wcast-qual",
        "-Wundef", "-Wvla", "-Wdouble-promotion", "-Werror",
    ];

    /// <summary>
    /// Flags of clang: all warnings but those on style that C99 allows, on gaps in structures, and on == between floats, which a network may ask for.
    /// </summary>
    public static readonly string[] Everything =
    [
        "-std=c99", "-Weverything", "-Wno-declaration-after-statement", "-Wno-padded", "-Wno-unsafe-buffer-usage", "-Wno-float-equal", "-Werror",
    ];

    private static readonly string[] Sanitizers = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

    /// <summary>Words of every size, both families of kernels, as gcc optimizes them.</summary>
    public static readonly CBuild[] Optimized =
        [new("generic-32", "gcc", ["-std=c99", "-O2"]), new("x86-64", "gcc", ["-std=gnu17", "-O2"]), new("generic", "gcc", ["-std=c99", "-O2"])];

    /// <summary>The same, under the sanitizers of clang.</summary>
    public static readonly CBuild[] Sanitized =
    [
        new("generic-8", "clang-19", ["-std=c99", .. Sanitizers]),
        new("generic", "clang-19", ["-std=c99", .. Sanitizers]) { IsConstantTime = true },
        new("x86-64", "clang-19", ["-std=c99", .. Sanitizers]),
    ];

    /// <summary>Whether its kernels do the same work for all inputs.</summary>
    public bool IsConstantTime { get; init; }

    /// <summary>The machine itself.</summary>
    internal CMachine Cpu => CMachine.Find(Machine)!;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join(' ', [.. Runner, Compiler, .. Flags])} for {Machine}{(IsConstantTime ? ", constant time" : "")}";
}
