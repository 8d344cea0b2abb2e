// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace SpeedBenchmark.Engines;

/// <summary>The plain loop in C, plain.c.</summary>
internal sealed unsafe class PlainCEngine : Engine
{
    private readonly PlainNetwork _network;
    private readonly delegate* unmanaged[Cdecl]<PlainNetwork.Root*, byte*, float*, void> _run;
    private readonly byte* _pixels;
    private readonly float* _scores;

    /// <summary>The loop of a compiled plain.c on a network.</summary>
    public PlainCEngine(string name, string library, PlainNetwork network, ImageBatches examples)
        : base(name, examples)
    {
        _network = network;
        _run = (delegate* unmanaged[Cdecl]<PlainNetwork.Root*, byte*, float*, void>)NativeLibrary.GetExport(NativeLibrary.Load(library), "plain_run");
        _pixels = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(examples.Pixels, 0);
        _scores = (float*)Marshal.UnsafeAddrOfPinnedArrayElement(Scores, 0);
    }

    /// <inheritdoc/>
    public override void Run(int batch)
    {
        for (int image = 0; image < Examples.Batch; image++)
            _run(_network.Pointer, _pixels + Examples.Offset(batch, image), _scores + (image * Examples.Classes));
    }

    /// <summary>The library is shared.</summary>
    public override void Dispose()
    {
    }
}
