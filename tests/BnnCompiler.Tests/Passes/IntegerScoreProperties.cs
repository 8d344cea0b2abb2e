// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using BnnCompiler.Verification;
using CsCheck;
using Xunit.Abstractions;

namespace BnnCompiler.Tests.Passes;

/// <summary>Integer scores choose the class that float scores choose: on random chains for all sums, on networks for examples.</summary>
public class IntegerScoreProperties(ITestOutputHelper log)
{
    private const int Chains = 1000, Networks = 300, Examples = 3;

    private static readonly float[] Numbers = [0, -0.0f, 1, -1, 2, 0.5f, -0.5f, 0.1f, 0.3f, -0.1f, 3, 1e-3f, 16777216, 1e30f];

    [Fact]
    public void Random_chains_choose_the_same_class_for_all_combinations_of_sums()
    {
        var results = new Dictionary<string, int>();
        for (int seed = 0; seed < Chains; seed++)
        {
            var random = new Random(seed);
            int fanIn = random.Next(1, 6), classes = random.Next(2, 5);
            var layer = Layer(fanIn, classes, random);
            var scores = Chain(layer, random);
            string result = Result(new("g", [layer.Operands[0]], [scores]), out var integers);
            results[result] = results.TryGetValue(result, out int count) ? count + 1 : 1;
            if (integers is null)
                continue;
            var byFloats = OfSums(scores, layer);
            var byIntegers = OfSums(integers, layer);
            foreach (var sums in AllSums(fanIn, classes))
            {
                if (Class(byFloats, sums) != Class(byIntegers, sums))
                {
                    Assert.Fail($"seed {seed}: other classes for the sums {InlineValues.Print(sums)} of\n"
                        + $"{BnnPrinter.Print(byFloats)}\n{BnnPrinter.Print(byIntegers)}");
                }
            }
        }

        log.WriteLine(string.Join(", ", results.Select(result => $"{result.Value} {result.Key}")));
        Assert.All(["binary_dense", "add", "mul", "rank"], result => Assert.InRange(results[result], Chains / 10, Chains));
        Assert.InRange(results["BNN2007"], 1, Chains / 50);
    }

    [Fact]
    [Trait("Length", "Long")]
    public void Random_dense_networks_choose_the_same_class() => Check(RandomNetworks.Case(Examples));

    [Fact]
    [Trait("Length", "Long")]
    public void Random_convolutional_networks_choose_the_same_class() =>
        Check(Gen.Int[0, int.MaxValue].Select(seed => RandomConvolutionalNetworks.Case(seed, Examples)));

    private void Check(Gen<NetworkCase> cases)
    {
        int refused = 0, compared = 0;
        cases.Hold(
            c =>
            {
                var imported = c.Network.ToGraph("random");
                Graph floats, integers;
                try
                {
                    floats = Compiler.Lower(imported, new());
                    integers = Compiler.Lower(imported, new(), scores: ScoreType.Int32);
                }
                catch (DiagnosticException)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }

                Interlocked.Increment(ref compared);
                foreach (float[] example in c.PromisedExamples(imported))
                {
                    var input = NetworkCase.InputOf(imported, example);
                    Assert.Equal(Class(floats, input), Class(integers, input));
                }
            },
            iter: Networks,
            print: c => BnnPrinter.Print(c.Network.ToGraph("random")));
        log.WriteLine($"{compared} compared, {refused} refused");
        Assert.InRange(compared, PropertyRuns.Cases(Networks) / 3, PropertyRuns.Cases(Networks) * 2);
    }

    /// <summary>The op that the scores became, or the code of the refusal.</summary>
    private static string Result(Graph graph, out Op? integers)
    {
        integers = null;
        try
        {
            var result = new ReturnIntegerScores().Run(graph, new());
            GraphVerifier.Verify(result, Stage.Canonical);
            integers = result.Outputs[0];
            Assert.Equal(new(ElementType.Int32, graph.Outputs[0].Type.Shape), integers.Type);
            return integers.Kind.Mnemonic;
        }
        catch (DiagnosticException refused)
        {
            Assert.Contains("NaN", refused.Diagnostic.Message);
            return refused.Diagnostic.Code;
        }
    }

    private static BinaryDense Layer(int fanIn, int classes, Random random)
    {
        var input = new Input(new(ElementType.Bit, new(1, fanIn))).Named("x", null);
        return new(input, new Constant(RandomTensors.Of(new(ElementType.Bit, new(classes, fanIn)), random)));
    }

    /// <summary>Half of the chains are lines, of constants that make ties.</summary>
    private static Op Chain(Op layer, Random random)
    {
        bool isLine = random.Next(2) == 0;
        Op value = new ToFloat(layer);
        for (int steps = random.Next(1, 4); steps > 0; steps--)
        {
            int channels = random.Next(3) == 0 ? 1 : layer.Type.Shape.Channels;
            Constant Parameters() => new(Tensor.Of(new(channels), [.. Enumerable.Range(0, channels).Select(_ => Number(random))]));
            value = random.Next(isLine ? 4 : 9) switch
            {
                0 => new Multiply(value, Parameters()),
                1 => new Add(value, Parameters()),
                2 => new Subtract(Parameters(), value),
                3 => new Add(value, new Constant(Tensor.Of(new Shape(1), 0.25f))),
                4 => new Divide(value, Parameters()),
                5 => new Relu(value),
                6 => new PRelu(value, Parameters()),
                7 => new Clip(value, -1, 1.5f),
                _ => new Round(value, "nearest"),
            };
        }

        return value.Named("scores", null);
    }

    private static float Number(Random random) => random.Next(3) == 0 ? (random.NextSingle() * 4) - 2 : Numbers[random.Next(Numbers.Length)];

    /// <summary>The scores as a network whose input are the sums.</summary>
    private static Graph OfSums(Op scores, Op layer)
    {
        var sums = new Input(layer.Type).Named("sums", null);
        var graph = new Graph("g", [layer.Operands[0]], [scores]).Rebuild((op, operands) => op == layer ? sums : op.WithOperands(operands));
        return new("g", [sums], graph.Outputs);
    }

    private static IEnumerable<Tensor> AllSums(int fanIn, int classes)
    {
        int each = fanIn + 1, count = (int)Math.Pow(each, classes);
        for (int i = 0; i < count; i++)
        {
            int index = i;
            int Sum(int n) => (index / (int)Math.Pow(each, n) % each * 2) - fanIn;
            yield return Tensor.Of(new(1, classes), [.. Enumerable.Range(0, classes).Select(Sum)]);
        }
    }

    /// <summary>The first of the greatest.</summary>
    private static int Class(Graph graph, Tensor input)
    {
        var scores = GraphInterpreter.Run(graph, input)[0];
        return Enumerable.Range(0, scores.Type.Shape.ElementCount).Aggregate(0, (best, n) => scores[n] > scores[best] ? n : best);
    }
}
