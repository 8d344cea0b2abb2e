// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.EndToEnd.Tests.Toolchains;

/// <summary>A binary layer of four neurons on 8 x 8 pixels, as the compiler would emit it and as a plain loop.</summary>
internal static class StandInModel
{
    public const int InputLength = 64;
    public const int ClassCount = 4;

    private static readonly ulong[] Weights = [0x0123456789ABCDEF, 0xFFFF0000FFFF0000, 0xAAAAAAAAAAAAAAAA, 0x00000000FFFFFFFF];

    private const string Source = """
        using System;
        using System.Numerics;
        using BnnCompiler.Runtime.Hosting;

        namespace Stand.In;

        public static partial class Tiny
        {
            private static ReadOnlySpan<ulong> Weights => [0x0123456789ABCDEF, 0xFFFF0000FFFF0000, 0xAAAAAAAAAAAAAAAA, 0x00000000FFFFFFFF];

            public static void Run(ReadOnlySpan<byte> input, Span<float> scores)
            {
                ulong bits = 0;
                for (int i = 0; i < 64; i++)
                    bits |= (input[i] >= 128 ? 1UL : 0) << i;
                for (int c = 0; c < 4; c++)
                    scores[c] = (64 - (2 * BitOperations.PopCount(bits ^ Weights[c]))) * 0.1f;
            }

            public static void RunBatch(ReadOnlySpan<byte> inputs, int count, Span<float> scores, int degreeOfParallelism) =>
                Batch.Run(Run, inputs, scores, count, degreeOfParallelism);
        }

        """;

    public static NativeBuildRequest Request(NativeKind kind, NativePlatform platform, string folder) => new()
    {
        Name = "tiny",
        ClassName = "Stand.In.Tiny",
        Sources = [new GeneratedFile("Tiny.cs", Source)],
        InputDimensions = [1, 1, 8, 8],
        InputElement = InputElement.UInt8,
        ClassCount = ClassCount,
        InputScale = "1/255",
        CompilerVersion = "0.1.0",
        Kind = kind,
        Platform = platform,
        Cpu = platform == NativePlatform.LinuxX64 ? CpuLevel.X64V3 : CpuLevel.Baseline,
        OutputDirectory = folder,
    };

    /// <summary>The scores by the definition: the number of agreeing signs less the number of differing ones, times 0.1.</summary>
    public static float[] Scores(ReadOnlySpan<byte> input)
    {
        int[] dots = new int[ClassCount];
        for (int c = 0; c < ClassCount; c++)
        {
            for (int i = 0; i < InputLength; i++)
                dots[c] += (input[i] >= 128) == (((Weights[c] >> i) & 1) == 1) ? 1 : -1;
        }

        return [.. dots.Select(dot => dot * 0.1f)];
    }

    public static int ClassOf(ReadOnlySpan<byte> input)
    {
        float[] scores = Scores(input);
        return Array.IndexOf(scores, scores.Max());
    }

    /// <summary>Pixels that no two examples share and that fall on both sides of the threshold.</summary>
    public static byte[] Pixels(int examples)
    {
        byte[] pixels = new byte[examples * InputLength];
        new Random(17).NextBytes(pixels);
        return pixels;
    }
}
