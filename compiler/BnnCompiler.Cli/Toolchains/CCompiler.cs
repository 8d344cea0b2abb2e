// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using BnnCompiler.Diagnostics;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>A C compiler for a machine.</summary>
/// <param name="Command">On PATH.</param>
/// <param name="Archiver">On PATH.</param>
/// <param name="Flags">What says which machine it is for.</param>
/// <param name="IsHosted">Whether its programs run on an operating system.</param>
internal sealed record CCompiler(string Command, string Archiver, ImmutableArray<string> Flags, bool IsHosted)
{
    private static readonly bool IsArm64 = RuntimeInformation.OSArchitecture == Architecture.Arm64;

    /// <summary>The compiler for a machine; null, and what to install, if it is not there.</summary>
    public static CCompiler? Find(CMachine machine, out string missing)
    {
        var (commands, archiver, flags, package, isHosted) = machine.Name switch
        {
            "x86-64" when IsArm64 => Cross("x86_64-linux-gnu"),
            "aarch64" when !IsArm64 => Cross("aarch64-linux-gnu"),
            "riscv64" => Cross("riscv64-linux-gnu"),
            "rv32imc" => (["riscv64-unknown-elf-gcc"], "riscv64-unknown-elf-ar", ["-march=rv32imc", "-mabi=ilp32", "-ffreestanding"],
                "gcc-riscv64-unknown-elf", false),
            "wasm32" => (["clang", "clang-19", "clang-18", "clang-17", "clang-16"], "llvm-ar", ["--target=wasm32", "-mbulk-memory", "-ffreestanding"],
                "clang", false),
            _ when machine.Name.StartsWith("cortex-", StringComparison.Ordinal) =>
                (["arm-none-eabi-gcc"], "arm-none-eabi-ar", ["-mcpu=" + machine.Name, "-mthumb", "-ffreestanding"], "gcc-arm-none-eabi", false),
            _ => (["cc", "gcc", "clang"], "ar", ImmutableArray<string>.Empty, "gcc", true),
        };
        missing = $"found no {commands[0]} on PATH; expected a C compiler for {machine.Name}. "
            + $"Install Debian's {package}, or compile the sources of 'bnnc compile' yourself";
        return Array.Find(commands, NativeTools.IsOnPath) is { } command ? new(command, archiver, flags, isHosted) : null;
    }

    /// <summary>
    /// Bytes of code that a model's source compiles to with -Os; null if there is no compiler for its machine, or its objects are not ELF.
    /// </summary>
    public static int? CodeBytes(CCode model)
    {
        if (Find(model.Options.Machine, out _) is not { } compiler)
            return null;
        using var folder = new TemporaryFolder();
        string compiled = compiler.ObjectAsync(model, folder.Path, "-Os", CancellationToken.None).GetAwaiter().GetResult();
        byte[] file = File.ReadAllBytes(compiled);
        return ElfSize.IsElf(file) ? ElfSize.CodeBytes(file) : null;
    }

    /// <summary>Compiles a model's source to an object file in a folder.</summary>
    /// <exception cref="DiagnosticException">The compiler failed.</exception>
    public async Task<string> ObjectAsync(CCode model, string folder, string optimization, CancellationToken cancellation)
    {
        await WriteAsync(model, folder, cancellation);
        string path = Path.Combine(folder, model.Options.Prefix + ".o");
        await RunAsync(
            Command, [.. Flags, "-std=c99", optimization, "-c", Path.Combine(folder, model.Options.Prefix + ".c"), "-o", path], cancellation);
        return path;
    }

    /// <summary>Writes a model's sources.</summary>
    public static async Task WriteAsync(CCode model, string folder, CancellationToken cancellation)
    {
        foreach (var source in model.Sources)
            await File.WriteAllTextAsync(Path.Combine(folder, source.Name), source.Text, new UTF8Encoding(false), cancellation);
    }

    /// <summary>Runs a tool.</summary>
    /// <exception cref="DiagnosticException">It failed.</exception>
    public static async Task RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var (exitCode, lines) = await ChildProcess.RunAsync(new ProcessStartInfo(tool, arguments), null, cancellation);
        if (exitCode != 0)
        {
            var errors = lines.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(lines.LastOrDefault() ?? "");
            throw DiagnosticCatalog.Toolchain.Error("", $"{tool} failed: {string.Join(' ', errors.Take(3))}");
        }
    }

    private static (string[] Commands, string Archiver, ImmutableArray<string> Flags, string Package, bool IsHosted) Cross(string triple) =>
        ([triple + "-gcc"], triple + "-ar", [], "gcc-" + triple.Replace('_', '-'), true);
}
