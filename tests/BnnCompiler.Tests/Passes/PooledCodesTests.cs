// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;
using static BnnCompiler.Tests.Networks.Expression;

namespace BnnCompiler.Tests.Passes;

/// <summary>A maximum in front of an activation of few values is one of its codes, if the activation is proved to go in one direction.</summary>
public class PooledCodesTests
{
    private const int Networks = 60, Examples = 4, Channels = 3, Extent = 4;

    /// <summary>Limits by channel, inside of the range of three signs' sum: a comparison that never changes is a bit of its own.</summary>
    private static readonly Gen<Numbers> Limits = Gen.Int[-5, 5].Select(i => i / 2f).Array[1, 3].Select(limits => new Numbers(limits));

    private static readonly Gen<(Expression Activation, int Seed, float[][] Examples)> Cases = Gen.Select(
        Gen.Bool.SelectMany(rises => Comparison(rises).Array[2, 4]).Select(compared => compared.Aggregate(Sum)),
        Gen.Int[1, 1000],
        Gen.Int[-6, 6].Select(i => i / 4f).Array[Channels * Extent * Extent].Array[Examples],
        (activation, seed, examples) => (activation, seed, examples));

    [Fact]
    public void A_sum_of_comparisons_that_go_in_one_direction_is_pooled_as_codes() => Cases.Hold(
        c =>
        {
            var network = Network(c.Activation, c.Seed);
            var imported = network.ToGraph("pooled");
            var packed = Compiler.Lower(imported, new());
            Assert.DoesNotContain(packed.Ops, op => op is MaxPool { Type.Element: ElementType.Float32 });
            foreach (var input in c.Examples.Select(example => NetworkCase.InputOf(imported, example)))
                Assert.Equal(Scores(imported, input), Scores(packed, input));
        },
        iter: Networks,
        print: c => BnnPrinter.Print(Network(c.Activation, c.Seed).ToGraph("pooled")));

    private static float[] Scores(Graph graph, Tensor input) => [.. ((Tensor<float>)GraphInterpreter.Run(graph, input)[0]).Values];

    /// <summary>A comparison that becomes true as x rises, or one that becomes false, either way around: y > x is one that falls.</summary>
    private static Gen<Expression> Comparison(bool rises) => Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Bool, Limits, (isStrict, isTurned, isNegated, limits) =>
        {
            bool isAbove = rises != isTurned != isNegated;
            string relation = (isAbove, isStrict) switch { (true, true) => "gt", (true, false) => "ge", (false, true) => "lt", _ => "le" };
            Expression compared = isTurned ? new Operation(relation, limits, X) : new Operation(relation, X, limits);
            return isNegated ? Not(compared) : compared;
        });

    private static ConvolutionalNetwork Network(Expression activation, int seed)
    {
        var layer = new ConvolutionStep(Channels, new(1), new(1), 1, new(seed, [1]));
        var pool = new PoolStep(IsMax: true, new(2, 2), new(2, 2));
        return new(
            new ImageInput(Channels, Extent, Extent, ImageLayout.ChannelsLast, false, []),
            [new SignStep("plus"), layer, pool, new ActivationStep([], [], activation), layer with { Weights = new(seed + 1, [1]) }],
            FlattensChannelsFirst: false,
            []);
    }
}
