// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Passes;

/// <summary>Sums in numbers that no file test would show.</summary>
public class ReturnIntegerScoresTests
{
    private const int Seed = 4711;

    [Fact]
    [Trait("Length", "Long")]
    public void One_layer_on_color_images_is_small_enough_to_be_looked_at()
    {
        var scales = Constant(0.01f, 0.02f, 0.01f, 0.04f, 0.01f, 0.02f, 0.01f, 0.02f, 0.01f, 0.02f);
        var multiplied = Assert.IsType<Multiply>(Result(new Multiply(new ToFloat(Layer(3 * 32 * 32, 10)), scales)));
        Assert.Equal("[1, 2, 1, 4, 1, 2, 1, 2, 1, 2]", InlineValues.Print(((Constant)multiplied.Right).Value));
    }

    [Fact]
    public void More_sums_are_refused_with_their_number()
    {
        var refused = Assert.Throws<DiagnosticException>(() => Result(new ToFloat(Layer(20_000, 2)))).Diagnostic;
        Assert.Equal("BNN2007", refused.Code);
        Assert.Contains("can be 10200002 integers in all; expected at most 8388608", refused.Message);
    }

    /// <summary>Behind 2^24 float32 knows every second integer only: sums that differ by 1 tie there, and the first class wins.</summary>
    [Fact]
    public void Integers_that_float32_rounds_are_no_scores()
    {
        var sums = new SumPool(Bits(taps: 701), Window.Of(1, 701));
        Assert.IsType<Rank>(Result(new Add(sums, new Constant(Tensor.Of(new Shape(2), 1 << 24, 1 << 24)))));
    }

    /// <summary>Layers of 1,024 inputs, as in the paper's network, with the scales and means of a batch norm.</summary>
    [Fact]
    public void Random_lines_of_wide_layers_become_fixed_point_numbers()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            float[] Numbers(float least, float greatest) =>
                [.. Enumerable.Range(0, 10).Select(_ => least + (random.NextSingle() * (greatest - least)))];
            var input = new Input(new(ElementType.Bit, new(1, 1024))).Named("x", null);
            var layer = new BinaryDense(input, new Constant(RandomTensors.Of(new(ElementType.Bit, new(10, 1024)), random)));
            var scaled = new Multiply(new Subtract(new ToFloat(layer), Constant(Numbers(-10, 10))), Constant(Numbers(0.02f, 0.05f)));
            var result = Result(new Add(scaled, Constant(Numbers(-1, 1))));
            Assert.True(result is Add or Rank);
        }
    }

    private static Op Result(Op scores)
    {
        var inputs = new Graph("g", [], [scores]).Ops.OfType<Input>().ToArray();
        return new ReturnIntegerScores().Run(new("g", [.. inputs], [scores.Named("scores", null)]), new()).Outputs[0];
    }

    private static IntegerDense Layer(int pixels, int classes) => new(
        new Input(new(ElementType.UInt8, new(1, pixels))).Named("x", null),
        new Constant(RandomTensors.Of(new(ElementType.Bit, new(classes, pixels)), new(Seed))));

    private static BinaryConv Bits(int taps) => new(
        new Input(new(ElementType.Bit, new(1, 1, taps, 1))).Named("x", null),
        new Constant(BitTensor.FromPredicate(new(2, 1, 1, 1), n => n == 0)),
        Window.Of(1, 1),
        1);

    private static Constant Constant(params float[] values) => new(Tensor.Of(new Shape(values.Length), [.. values]));
}
