// SPDX-License-Identifier: MIT
using BenchmarkDotNet.Attributes;

namespace KernelBenchmark;

/// <summary>One benchmark, with the kernel and its layer as its parameter.</summary>
public class KernelBenchmarks
{
    /// <summary>Every case.</summary>
    public static IEnumerable<KernelCase> Cases => KernelCatalogue.All;

    /// <summary>The case of this run.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase? Case { get; set; }

    /// <summary>Calls the kernel once.</summary>
    [Benchmark]
    public void Kernel() => Case!.Run();
}
