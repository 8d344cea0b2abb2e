// SPDX-License-Identifier: MIT
using BenchmarkModels;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Passes;
using SpeedBenchmark.Engines;
using SpeedBenchmark.Networks;

namespace BnnCompiler.EndToEnd.Tests.Benchmarks;

/// <summary>The peers of the speed benchmark compute the network that they are timed on.</summary>
public sealed class SpeedTests
{
    private const int Images = 12;

    private static readonly NetworkShape[] Shapes =
    [
        new("binary", "", 1, 9, [], [70, 65, 10], NormalizesScores: true, BinarizesInput: true),
        new("pixels", "", 1, 9, [], [70, 10], NormalizesScores: false),
        new("padded", "", 3, 8, [new(40, 1, PoolPlace.None), new(128, 1, PoolPlace.BeforeNorm)], [30, 10], NormalizesScores: true),
        new("valid", "", 3, 12, [new(66, 0, PoolPlace.AfterSign), new(24, 0, PoolPlace.None)], [10], NormalizesScores: true),
    ];

    public static TheoryData<string> Names => [.. Shapes.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_plain_loop_gives_the_interpreters_scores(string name)
    {
        var (network, examples, expected) = Case(name);
        using var engine = new PlainCSharpEngine("", new(network), examples);
        Assert.Equal(expected, ScoresOf(engine));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_runtime_gives_the_interpreters_scores_in_floats(string name)
    {
        var (network, examples, expected) = Case(name);
        using var engine = OnnxRuntimeEngine.OfFloats(network, examples);
        AssertClose(expected, ScoresOf(engine));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_runtime_gives_the_interpreters_scores_in_bytes(string name)
    {
        var (network, examples, expected) = Case(name);
        using var engine = OnnxRuntimeEngine.OfInt8(network, examples);
        AssertClose(expected, ScoresOf(engine));
    }

    private static (Network Network, ImageBatches Examples, float[] Expected) Case(string name)
    {
        var imported = RandomModel.Of(Shapes.Single(shape => shape.Name == name));
        var binarized = imported;
        Compiler.Lower(imported, new DiagnosticLog(), (pass, graph) => binarized = pass is BinarizeLayers ? graph : binarized);
        var type = imported.Inputs[0].Type;
        int length = type.Shape.ElementCount;
        byte[] pixels = new byte[Images * length];
        new Random(3).NextBytes(pixels);
        float[] expected =
        [
            .. Enumerable.Range(0, Images).SelectMany(image =>
            {
                var scores = GraphInterpreter.Run(binarized, new Tensor<byte>(type, [.. pixels.AsSpan(image * length, length)]))[0];
                return Enumerable.Range(0, scores.Type.Shape.ElementCount).Select(i => (float)scores[i]);
            }),
        ];
        return (Network.Of(binarized), new(pixels, length, expected.Length / Images, batch: 4, threads: 1), expected);
    }

    private static float[] ScoresOf(Engine engine)
    {
        var scores = new List<float>();
        for (int batch = 0; batch < engine.Examples.Batches; batch++)
        {
            engine.Run(batch);
            scores.AddRange(engine.Scores);
        }

        return [.. scores];
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-3);
    }
}
