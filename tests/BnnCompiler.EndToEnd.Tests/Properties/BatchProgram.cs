// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Text;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Targets;
using Microsoft.CodeAnalysis;

namespace BnnCompiler.EndToEnd.Tests.Properties;

/// <summary>Many generated networks in one program, which is run as a process of its own at each register width.</summary>
internal sealed class BatchProgram : IDisposable
{
    // AdvSimd belongs to every arm64 processor and may not be switched off.
    private static readonly int LeastOnArm64 = AdvSimd.IsSupported ? 128 : 0;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-batch-");
    private readonly int _scores;

    /// <summary>Compiles the networks, whose classes are N0, N1, ... in <see cref="Namespace"/>.</summary>
    /// <exception cref="InvalidOperationException">The generated C# does not compile without a warning.</exception>
    public BatchProgram(IReadOnlyList<CompiledCase> networks)
    {
        byte[] program = CSharpEngine.Compile("Batch", networks.SelectMany(network => network.Sources).Append(Runner(networks)),
            OutputKind.ConsoleApplication);
        File.WriteAllBytes(PathOf("Batch.dll"), program);
        File.Copy(typeof(InputFile).Assembly.Location, PathOf("BnnCompiler.Runtime.dll"));
        File.WriteAllText(PathOf("Batch.runtimeconfig.json"), """
            { "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }
            """);
        using (var inputs = File.Create(PathOf("inputs")))
        {
            foreach (var network in networks)
            {
                foreach (float[] example in network.Examples)
                    inputs.Write(network.ReadsPixels ? [.. example.Select(value => (byte)value)] : MemoryMarshal.AsBytes(example.AsSpan()));
            }
        }

        _scores = networks.Sum(network => network.Expected.Sum(scores => scores.Length));
    }

    /// <summary>The namespace of the networks' classes.</summary>
    public const string Namespace = "Bnn.Generated";

    /// <summary>The scores of all examples of all networks.</summary>
    /// <exception cref="InvalidOperationException">
    /// The program fails, writes behind its scores, or uses wider registers than it was told to.
    /// </exception>
    public float[] Run(RegisterWidth width)
    {
        string output = PathOf("scores-" + width.Bits.ToString(CultureInfo.InvariantCulture));
        var run = ChildProcess.Run(ChildProcess.Dotnet, ["exec", PathOf("Batch.dll"), PathOf("inputs"), output], width.Environment);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"The program ended with {run.ExitCode} under {width}: {run.Errors}");
        byte[] bytes = File.ReadAllBytes(output);
        int bits = BitConverter.ToInt32(bytes);
        if (bits > Math.Max(width.Bits, LeastOnArm64))
            throw new InvalidOperationException($"The program used registers of {bits} bits under {width}.");
        float[] scores = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(sizeof(int))).ToArray();
        return scores.Length == _scores
            ? scores
            : throw new InvalidOperationException($"The program wrote {scores.Length} scores under {width}; expected {_scores}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private static SourceFile Runner(IReadOnlyList<CompiledCase> networks)
    {
        var calls = new StringBuilder();
        for (int i = 0; i < networks.Count; i++)
        {
            calls.Append(CultureInfo.InvariantCulture, $"        Score<{(networks[i].ReadsPixels ? "byte" : "float")}>(inputs, scores, N{i}.Run, "
                + $"N{i}.RunBatch, N{i}.InputLength, N{i}.ClassCount, {networks[i].Examples.Length});\n");
        }

        return new("Runner.cs", $$"""
            using System;
            using System.IO;
            using System.Runtime.InteropServices;
            using System.Runtime.Intrinsics;

            namespace {{Namespace}};

            internal static class Runner
            {
                private const int Guard = 16;

                // An odd number, and enough that they are computed together.
                private const int Together = 17;

                private delegate void RunOne<T>(ReadOnlySpan<T> input, Span<float> scores);

                private delegate void RunMany<T>(ReadOnlySpan<T> inputs, int count, Span<float> scores);

                private static void Main(string[] arguments)
                {
                    using var inputs = File.OpenRead(arguments[0]);
                    using var scores = File.Create(arguments[1]);
                    int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
                    scores.Write(BitConverter.GetBytes(bits));
            {{calls}}    }

                private static void Score<T>(Stream inputs, Stream scores, RunOne<T> run, RunMany<T> runMany, int inputLength, int classCount, int examples)
                    where T : unmanaged
                {
                    if (examples == 0)
                        return;

                    var all = new T[Together * inputLength];
                    var expected = new float[Together * classCount];
                    for (int i = 0; i < Together; i++)
                    {
                        var input = all.AsSpan(i * inputLength, inputLength);
                        var row = expected.AsSpan(i * classCount, classCount);
                        if (i < examples)
                        {
                            inputs.ReadExactly(MemoryMarshal.AsBytes(input));
                            Write(scores, row, filled => run(all.AsSpan(i * inputLength, inputLength), filled));
                        }
                        else
                        {
                            all.AsSpan(i % examples * inputLength, inputLength).CopyTo(input);
                            expected.AsSpan(i % examples * classCount, classCount).CopyTo(row);
                        }
                    }

                    var together = new float[expected.Length];
                    runMany(all, Together, together);
                    if (!MemoryMarshal.AsBytes<float>(together).SequenceEqual(MemoryMarshal.AsBytes<float>(expected)))
                        throw new InvalidOperationException($"{run.Method.DeclaringType}: a batch has other scores");
                }

                private delegate void Fill(Span<float> row);

                /// <summary>Kernels write through references: what lies behind the scores must stay as it was.</summary>
                private static void Write(Stream scores, Span<float> expected, Fill fill)
                {
                    var row = new float[expected.Length + Guard];
                    Array.Fill(row, 12345f);
                    fill(row.AsSpan(0, expected.Length));
                    for (int i = expected.Length; i < row.Length; i++)
                    {
                        if (row[i] != 12345f)
                            throw new InvalidOperationException("written behind the scores");
                    }

                    row.AsSpan(0, expected.Length).CopyTo(expected);
                    scores.Write(MemoryMarshal.AsBytes(expected));
                }
            }
            """);
    }
}
