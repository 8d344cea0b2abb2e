// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>Builds generated C with the compiler of its machine.</summary>
internal static class CBuild
{
    /// <summary>Flash is scarce where there is no operating system; elsewhere the network is faster with -O3 (docs/embedded.md).</summary>
    private static string Optimization(CCompiler compiler) => compiler.IsHosted ? "-O3" : "-O2";

    /// <summary>Builds a program, a library or an object; returns the files, which are all there or none.</summary>
    /// <exception cref="DiagnosticException">There is no compiler, it failed, or the machine has no such programs.</exception>
    public static async Task<ImmutableArray<string>> RunAsync(CCode model, string kind, string output, CancellationToken cancellation)
    {
        if (CCompiler.Find(model.Options.Machine, out string missing) is not { } compiler)
            throw DiagnosticCatalog.Toolchain.Error("", missing);
        if (!compiler.IsHosted && kind is "exe" or "shared")
        {
            throw DiagnosticCatalog.Arguments.Error("", $"--kind {kind} needs an operating system, which {model.Options.Machine.Name} has not; "
                + "build an object or a static library (--kind object, --kind static) and link it with your firmware");
        }

        using var folder = new TemporaryFolder();
        string p = model.Options.Prefix;
        string PathOf(string name) => Path.Combine(folder.Path, name);
        await CCompiler.WriteAsync(model, folder.Path, cancellation);
        string[] sources = [.. model.Sources.Where(source => source.Name.EndsWith(".c", StringComparison.Ordinal)).Select(source => source.Name)];
        ImmutableArray<string> flags = [.. compiler.Flags, "-std=c99", Optimization(compiler)];
        string result = kind switch { "exe" => p, "shared" => $"lib{p}.so", "static" => $"lib{p}.a", _ => p + ".o" };
        if (kind == "exe")
        {
            await File.WriteAllTextAsync(PathOf("program.c"), Program(model), cancellation);
            await CCompiler.RunAsync(
                compiler.Command, [.. flags, .. sources.Select(PathOf), PathOf("program.c"), "-o", PathOf(result)], cancellation);
            return FinishedFiles.Move(output, [(PathOf(result), result)]);
        }

        if (kind == "shared")
        {
            await CCompiler.RunAsync(compiler.Command, [.. flags, "-fPIC", "-shared", .. sources.Select(PathOf), "-o", PathOf(result)], cancellation);
            return FinishedFiles.Move(output, [(PathOf(result), result), (PathOf(p + ".h"), p + ".h")]);
        }

        var objects = sources.Select(source => Path.ChangeExtension(source, ".o")).ToImmutableArray();
        foreach (var (source, compiled) in sources.Zip(objects))
            await CCompiler.RunAsync(compiler.Command, [.. flags, "-c", PathOf(source), "-o", PathOf(compiled)], cancellation);
        if (kind == "object")
            return FinishedFiles.Move(output, [.. objects.Select(file => (PathOf(file), file)), (PathOf(p + ".h"), p + ".h")]);

        if (!NativeTools.IsOnPath(compiler.Archiver))
        {
            throw DiagnosticCatalog.Toolchain.Error("", $"found no {compiler.Archiver} on PATH; "
                + $"expected the archiver for {model.Options.Machine.Name}. Build objects instead (--kind object)");
        }

        // D leaves dates and owners out of the archive.
        await CCompiler.RunAsync(compiler.Archiver, ["rcsD", PathOf(result), .. objects.Select(PathOf)], cancellation);
        return FinishedFiles.Move(output, [(PathOf(result), result), (PathOf(p + ".h"), p + ".h")]);
    }

    private static string Program(CCode model)
    {
        using var stream = typeof(CBuild).Assembly.GetManifestResourceStream("bnnc.program.c")!;
        using var reader = new StreamReader(stream);
        bool isPixels = model.Plan.Input.Type.Element == ElementType.UInt8, isInteger = model.Plan.Output.Type.Element == ElementType.Int32;
        var fillings = new Dictionary<string, string>
        {
            ["NAME"] = model.Options.Prefix,
            ["MACRO"] = model.Options.Macro,
            ["INPUT_T"] = isPixels ? "uint8_t" : "float",
            ["ELEMENT_TEXT"] = isPixels ? "uint8 pixels" : "float32 values",
            ["NPY_TYPE"] = isPixels ? "|u1" : "<f4",
            ["SCORE_FORMAT"] = isInteger ? "%ld" : "%.9g",
            ["SCORE_CAST"] = isInteger ? "(long)" : "(double)",
        };
        return Regex.Replace(reader.ReadToEnd(), string.Join('|', fillings.Keys), match => fillings[match.Value]);
    }
}
