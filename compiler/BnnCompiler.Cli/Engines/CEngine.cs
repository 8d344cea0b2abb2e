// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Diagnostics;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Engines;

/// <summary>Compiles the generated C with this computer's compiler to a library, loads it and calls it.</summary>
internal sealed unsafe class CEngine : IEngine, IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly nint _library;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, void*, int> _run;
    private readonly void* _arena;

    private CEngine(CCode model, TemporaryFolder folder, string library)
    {
        _folder = folder;
        _library = NativeLibrary.Load(library);
        _run = (delegate* unmanaged[Cdecl]<void*, void*, void*, int>)NativeLibrary.GetExport(_library, model.Options.Prefix + "_run");
        _arena = NativeMemory.AlignedAlloc((nuint)Math.Max(model.Footprint.ArenaBytes, 1), 64);
    }

    /// <summary>The engine of a model.</summary>
    /// <param name="model">A model for a machine whose programs this computer can run: its own, or a generic one.</param>
    /// <param name="flags">More flags of the compiler.</param>
    /// <exception cref="DiagnosticException">There is no compiler, or it failed.</exception>
    public static CEngine Of(CCode model, params string[] flags)
    {
        if (CCompiler.Find(model.Options.Machine, out string missing) is not { } compiler)
            throw DiagnosticCatalog.Toolchain.Error("", missing);
        var folder = new TemporaryFolder();
        try
        {
            string library = Path.Combine(folder.Path, "network.so");
            CCompiler.WriteAsync(model, folder.Path, CancellationToken.None).GetAwaiter().GetResult();
            string[] sources = [.. model.Sources.Where(source => source.Name.EndsWith(".c", StringComparison.Ordinal))
                .Select(source => Path.Combine(folder.Path, source.Name))];
            CCompiler.RunAsync(compiler.Command, [.. compiler.Flags, "-std=c99", "-O2", "-shared", "-fPIC", .. flags, .. sources, "-o", library],
                CancellationToken.None).GetAwaiter().GetResult();
            return new(model, folder, library);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> pixels, Span<float> scores)
    {
        fixed (byte* input = pixels)
            Run(input, scores);
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> values, Span<float> scores)
    {
        fixed (float* input = values)
            Run(input, scores);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_arena);
        NativeLibrary.Free(_library);
        _folder.Dispose();
    }

    private void Run(void* input, Span<float> scores)
    {
        fixed (float* floats = scores)
        {
            int status = _run(input, floats, _arena);
            if (status != 0)
                throw new InvalidOperationException($"The generated C returned {status}.");
        }
    }
}
