// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Models;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>
/// The inputs of a benchmark. There are several, so that no branch is learned by heart and the rows of weights that are read are not always the same.
/// </summary>
/// <param name="Bytes">All of them, one behind the other, as they lie in memory.</param>
/// <param name="Count">How many.</param>
/// <param name="File">The file they come from; null if they are random.</param>
internal sealed record BenchmarkInputs(byte[] Bytes, int Count, string? File)
{
    /// <summary>The most inputs, and the runs that each of them should have.</summary>
    private const int Most = 16, RunsOfEach = 16;

    /// <summary>The seed of random inputs.</summary>
    public const int Seed = 1;

    /// <summary>Random inputs: bytes of every value alike, or real numbers.</summary>
    public static BenchmarkInputs Random(InputShape shape, int runs)
    {
        int count = CountFor(runs, Most);
        var all = VerificationInputs.Create(shape, count, Seed);
        return new(all.Bytes[(all.CornerCount * (all.Bytes.Length / all.Count))..], count, null);
    }

    /// <summary>Examples of a file, evenly spread over it.</summary>
    public static BenchmarkInputs Of(InputExamples examples, string file, int runs)
    {
        int count = CountFor(runs, examples.Count);
        var bytes = new List<byte>();
        for (int i = 0; i < count; i++)
        {
            int example = (int)((long)examples.Count * i / count);
            bytes.AddRange(examples.Element == InputElement.UInt8 ? examples.Pixels(example) : MemoryMarshal.AsBytes(examples.Values(example)));
        }

        return new([.. bytes], count, file);
    }

    private static int CountFor(int runs, int available) => Math.Min(Math.Clamp(runs / RunsOfEach, 1, Most), available);
}
