// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.InteropServices;

namespace SpeedBenchmark.Engines;

/// <summary>Our generated C, compiled by a C compiler to a library.</summary>
internal sealed unsafe class GeneratedCEngine : Engine
{
    private readonly nint _library;
    private readonly delegate* unmanaged[Cdecl]<byte*, float*, void*, int> _run;
    private readonly byte* _pixels;
    private readonly float* _scores;
    private readonly void* _arena;

    /// <summary>Loads a library.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="library">The library.</param>
    /// <param name="header">The generated header, which says how much memory it needs.</param>
    /// <param name="prefix">What its functions begin with.</param>
    /// <param name="examples">What it runs on.</param>
    public GeneratedCEngine(string name, string library, string header, string prefix, ImageBatches examples)
        : base(name, examples)
    {
        _library = NativeLibrary.Load(library);
        _run = (delegate* unmanaged[Cdecl]<byte*, float*, void*, int>)NativeLibrary.GetExport(_library, prefix + "_run");
        string size = File.ReadLines(header).First(line => line.Contains("_ARENA_BYTES ", StringComparison.Ordinal)).Split(' ')[^1];
        _arena = NativeMemory.AlignedAlloc(Math.Max(64, nuint.Parse(size, CultureInfo.InvariantCulture)), 64);
        _pixels = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(examples.Pixels, 0);
        _scores = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(Scores, 0);
    }

    /// <inheritdoc/>
    public override void Run(int batch)
    {
        for (int image = 0; image < Examples.Batch; image++)
        {
            int status = _run(_pixels + Examples.Offset(batch, image), _scores + (image * Examples.Classes), _arena);
            if (status != 0)
                throw new InvalidOperationException($"{Name} returned {status}");
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        NativeMemory.AlignedFree(_arena);
        NativeLibrary.Free(_library);
    }
}
