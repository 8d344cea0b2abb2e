// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Properties;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>Pointwise ops as generated C# at every register width and by the interpreter: the same bits, also of NaN, -0.0 and infinities.</summary>
public class PointwiseWidthTests
{
    private const int NetworksPerOp = 16, Examples = 2;

    private static readonly float[] Specials = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, 0f, float.Epsilon, float.MaxValue];

    [Fact]
    public void Pointwise_ops_give_the_bits_of_the_interpreter_at_every_width() =>
        AssertSame([.. PackedOpTests.PackedOps.Cast<object[]>()
            .SelectMany(row => Enumerable.Range(100, NetworksPerOp).Select(seed => RandomPackedOps.Of((string)row[0], seed)))
            .Where(graph => graph.Ops.Any(op => op is PointwiseOp { Name: "op" }))]);

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(70)]
    public void Residual_sums_are_rounded_after_the_product_and_after_the_sum(int channels)
    {
        Shape image = new(1, 5, 5, channels);
        var x = new Input(new(ElementType.Float32, image)).Named("x", null);
        var rule = new Constant(Tensor.Of(new Shape(1, 1), 0f));
        var bits = new Threshold(x, rule, new Constant(BitTensor.FromPredicate(new(1), _ => false))).Named("bits", null);
        var scaled = new Multiply(x, Random(new(channels))).Named("scaled", null);
        var sum = new Add(scaled, new ToFloat(bits).Named("signs", null)).Named("sum", null);
        var product = new Multiply(sum, Random(image)).Named("product", null);
        AssertSame([new("residual", [x], [new Add(product, x).Named("y", null)])]);
    }

    /// <summary>Behind another op it is a variable of its own, and C# warns of one that is compared with itself.</summary>
    [Fact]
    public void A_number_is_compared_with_itself_without_a_warning() => AssertSame(
    [
        .. from relation in (string[])["gt", "ge", "lt", "le", "eq", "ne"]
           from length in (int[])[3, 70]
           select ComparedWithItself(relation, length),
    ]);

    private static Graph ComparedWithItself(string relation, int length)
    {
        var x = new Input(new(ElementType.Float32, new(1, length))).Named("x", null);
        var y = new Multiply(x, Random(new(1))).Named("y", null);
        return new(relation, [x], [new Compare(y, y, relation).Named("z", null)]);
    }

    private static void AssertSame(Graph[] graphs)
    {
        CompiledCase[] networks = [.. graphs.Select(Compiled)];
        using var program = new BatchProgram(networks);
        foreach (var width in RegisterWidth.All)
        {
            float[] scores = program.Run(width);
            int start = 0;
            for (int n = 0; n < networks.Length; n++)
            {
                foreach (float[] expected in networks[n].Expected)
                {
                    int wrong = Array.FindIndex([.. Enumerable.Range(start, expected.Length)], i => !SameBits(expected[i - start], scores[i]));
                    if (wrong >= 0)
                    {
                        Assert.Fail(
                            $"{width}: element {wrong} is {scores[start + wrong]}, expected {expected[wrong]}, in\n{BnnPrinter.Print(graphs[n])}");
                    }

                    start += expected.Length;
                }
            }
        }
    }

    private static CompiledCase Compiled(Graph graph, int number)
    {
        bool readsPixels = graph.Inputs[0].Type.Element == ElementType.UInt8;
        float[][] examples = [.. Enumerable.Range(0, Examples).Select(seed => Example(graph.Inputs[0].Type, new(seed)))];
        var sources = new CSharpTarget(new(BatchProgram.Namespace, $"N{number}")).Spell(graph).Sources;
        return new(examples, readsPixels, sources, [.. examples.Select(example => Interpret(graph, example))]);
    }

    private static float[] Interpret(Graph graph, float[] example) =>
        [.. ((Tensor<float>)GraphInterpreter.Run(graph, NetworkCase.InputOf(graph, example))[0]).Values];

    private static float[] Example(TensorType type, Random random)
    {
        var values = RandomTensors.Of(type, random);
        bool hasSpecials = type.Element == ElementType.Float32;
        return [.. Enumerable.Range(0, type.Shape.ElementCount)
            .Select(i => hasSpecials && random.Next(4) == 0 ? Specials[random.Next(Specials.Length)] : (float)values[i])];
    }

    private static bool SameBits(float expected, float found) =>
        float.IsNaN(expected) ? float.IsNaN(found) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(found);

    private static Constant Random(Shape shape) => new(RandomTensors.Of(new(ElementType.Float32, shape), new(shape.ElementCount)));
}
