// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace SpeedBenchmark.Engines;

/// <summary>Our generated C#, compiled by NativeAOT to a library with C functions.</summary>
internal sealed unsafe class GeneratedCSharpEngine : Engine
{
    private readonly nint _library;
    private readonly delegate* unmanaged[Cdecl]<byte*, nuint, float*, nuint, int> _run;
    private readonly delegate* unmanaged[Cdecl]<byte*, nuint, float*, nuint, nuint, int> _runBatch;
    private readonly delegate* unmanaged[Cdecl]<byte*, nuint, float*, nuint, nuint, nint, int> _runBatchThreads;
    private readonly byte* _pixels;
    private readonly float* _scores;

    /// <summary>Loads a library whose functions begin with <paramref name="prefix"/>.</summary>
    public GeneratedCSharpEngine(string name, string library, string prefix, ImageBatches examples)
        : base(name, examples)
    {
        _library = NativeLibrary.Load(library);
        _run = (delegate* unmanaged[Cdecl]<byte*, nuint, float*, nuint, int>)NativeLibrary.GetExport(_library, prefix + "_run");
        _runBatch = (delegate* unmanaged[Cdecl]<byte*, nuint, float*, nuint, nuint, int>)NativeLibrary.GetExport(_library, prefix + "_run_batch");
        if (examples.Threads > 1)
        {
            nint function = NativeLibrary.GetExport(_library, ThreadsFunction(prefix));
            _runBatchThreads = (delegate* unmanaged[Cdecl]<byte*, nuint, float*, nuint, nuint, nint, int>)function;
        }

        _pixels = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(examples.Pixels, 0);
        _scores = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(Scores, 0);
    }

    /// <summary>Whether a library can use several threads for a batch.</summary>
    public static bool HasThreads(string library, string prefix) =>
        NativeLibrary.TryGetExport(NativeLibrary.Load(library), ThreadsFunction(prefix), out _);

    /// <inheritdoc/>
    public override void Run(int batch)
    {
        byte* pixels = _pixels + Examples.Offset(batch);
        nuint count = (nuint)Examples.Batch, length = count * (nuint)Examples.Length, scores = (nuint)Scores.Length;
        int status = Examples switch
        {
            { Threads: > 1 } => _runBatchThreads(pixels, length, _scores, scores, count, Examples.Threads),
            { Batch: > 1 } => _runBatch(pixels, length, _scores, scores, count),
            _ => _run(pixels, length, _scores, scores),
        };
        if (status != 0)
            throw new InvalidOperationException($"{Name} returned {status}");
    }

    /// <summary>The library stays: a runtime of NativeAOT cannot be unloaded.</summary>
    public override void Dispose()
    {
    }

    private static string ThreadsFunction(string prefix) => prefix + "_run_batch_threads";
}
