// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Targets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BnnCompiler.Cli.Engines;

/// <summary>Compiles the generated C# in memory and calls it.</summary>
internal sealed class CSharpEngine : IEngine
{
    private readonly RunPixels? _runPixels;
    private readonly RunValues? _runValues;

    private CSharpEngine(MethodInfo run)
    {
        if (run.GetParameters()[0].ParameterType == typeof(ReadOnlySpan<byte>))
            _runPixels = run.CreateDelegate<RunPixels>();
        else
            _runValues = run.CreateDelegate<RunValues>();
    }

    private delegate void RunPixels(ReadOnlySpan<byte> input, Span<float> scores);

    private delegate void RunValues(ReadOnlySpan<float> input, Span<float> scores);

    /// <summary>The engine of a model.</summary>
    public static CSharpEngine Of(CompiledModel model)
    {
        var options = CompiledModel.HiddenNames;
        var code = model.ToCSharp(options);
        byte[] assembly = Compile(options.Namespace, code.Sources, OutputKind.DynamicallyLinkedLibrary, EmbeddedData.Of(code));
        var loaded = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(assembly));
        return new(loaded.GetType($"{options.Namespace}.{options.ClassName}")!.GetMethod("Run")!);
    }

    /// <summary>Compiles generated sources against the base class library and the runtime, and embeds their weights.</summary>
    /// <exception cref="InvalidOperationException">They do not compile, which is a fault of the target.</exception>
    public static byte[] Compile(string assemblyName, IEnumerable<SourceFile> sources, OutputKind kind, EmbeddedData? weights = null)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Name));
        var compilation =
            CSharpCompilation.Create(assemblyName, trees, References(), new(kind, optimizationLevel: OptimizationLevel.Release, deterministic: true));
        using var assembly = new MemoryStream();
        var resources = weights is null
            ? Enumerable.Empty<ResourceDescription>()
            : [new(weights.LogicalName, () => new MemoryStream(weights.Bytes.ToArray()), isPublic: true)];
        var result = compilation.Emit(assembly, manifestResources: resources);
        var faults = result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(5).ToImmutableArray();
        return result.Success && faults.IsEmpty
            ? assembly.ToArray()
            : throw new InvalidOperationException("The generated C# does not compile without a warning:\n" + string.Join('\n', faults));
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> pixels, Span<float> scores) => _runPixels!(pixels, scores);

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> values, Span<float> scores) => _runValues!(values, scores);

    /// <summary>The assemblies this program runs on: the base class library, and the runtime beside it.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Memory.dll"
                or "System.Numerics.Vectors.dll" or "System.Runtime.InteropServices.dll" or "System.Console.dll" or "BnnCompiler.Runtime.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
}
