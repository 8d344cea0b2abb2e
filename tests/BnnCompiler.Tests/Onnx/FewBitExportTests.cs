// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;

namespace BnnCompiler.Tests.Onnx;

/// <summary>
/// Networks of few bits behind a file, of each dialect: what is read there comes back from a second file as it is, and is compiled to the same scores
/// as the network itself, or refused as it is.
/// </summary>
public class FewBitExportTests
{
    private const int Examples = 2;

    [Fact]
    public void Random_networks_compute_and_compile_to_the_same() =>
        Gen.Int[0, 1_000_000_000].Hold(seed => CheckExact(RandomFewBitNetworks.Case(seed, Examples)), iter: 150);

    [Fact]
    public void Random_networks_with_scales_compile_to_the_same() =>
        Gen.Int[0, 1_000_000_000].Hold(seed => CheckCompiled(RandomFewBitNetworks.ScaledCase(seed, Examples)), iter: 150);

    [Theory]
    [InlineData("mnist-tiny-ternary")]
    [InlineData("mnist-tiny-2bit")]
    public void Trained_networks_compile_to_the_same(string name)
    {
        string path = SharedFiles.InRepository($"examples/models/{name}/{name}.bnn");
        var graph = BnnParser.Parse(File.ReadAllText(path), path);
        var random = new Random(1);
        CheckCompiled(graph, [.. Enumerable.Range(0, Examples).Select(_ => RandomTensors.Of(graph.Inputs[0].Type, random))]);
        string layers = LayersOf(graph);
        Assert.All(Enum.GetValues<OnnxDialect>(), dialect => Assert.Equal(layers, LayersOf(RoundTrip.Of(graph, dialect))));
    }

    private static void CheckExact(NetworkCase example)
    {
        var graph = example.Network.ToGraph("random");
        foreach (var dialect in Enum.GetValues<OnnxDialect>())
        {
            var once = RoundTrip.Of(graph, dialect);
            foreach (float[] values in example.PromisedExamples(graph))
                Assert.Equal(Scores(graph, NetworkCase.InputOf(graph, values)), Scores(once, NetworkCase.InputOf(graph, values)));
        }

        CheckCompiled(example);
    }

    private static void CheckCompiled(NetworkCase example)
    {
        var graph = example.Network.ToGraph("random");
        CheckCompiled(graph, [.. example.PromisedExamples(graph).Select(values => NetworkCase.InputOf(graph, values))]);
    }

    private static void CheckCompiled(Graph graph, Tensor[] inputs)
    {
        var lowered = Lowered(graph);
        foreach (var dialect in Enum.GetValues<OnnxDialect>())
        {
            var once = RoundTrip.Of(graph, dialect);
            Assert.Equal(BnnPrinter.Print(once), BnnPrinter.Print(RoundTrip.Of(once, dialect)));
            var loweredOnce = Lowered(once);
            Assert.Equal(lowered is null, loweredOnce is null);
            if (lowered is null)
                continue;
            foreach (var input in inputs)
                Assert.Equal(Scores(lowered, input), Scores(loweredOnce!, input));
        }
    }

    /// <summary>Null where it is refused.</summary>
    private static Graph? Lowered(Graph imported)
    {
        try
        {
            return Compiler.Lower(imported, new(), selfCheck: false);
        }
        catch (DiagnosticException)
        {
            return null;
        }
    }

    private static string LayersOf(Graph imported) =>
        string.Join(' ', Lowered(imported)!.Ops.Where(op => op is not Constant).Select(op => op.Kind.Mnemonic));

    private static float[] Scores(Graph graph, Tensor input) => [.. ((Tensor<float>)GraphInterpreter.Run(graph, input).Single()).Values];
}
