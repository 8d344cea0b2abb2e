// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

public class LayerTests
{
    // Two outputs of three features: 1 2 3 and 4 5 6.
    private static OnnxWriter Rows(params long[] input) => new OnnxWriter(input).Floats("w", [2, 3], 1, 2, 3, 4, 5, 6);

    private static OnnxWriter Columns(params long[] input) => new OnnxWriter(input).Floats("w", [3, 2], 1, 4, 2, 5, 3, 6);

    [Fact]
    public void MatMul_has_its_weights_in_columns() => Assert.Equal([321, 654], Columns(1, 3).Node("y", "MatMul", "x w").Run(100 / 100f, 10, 100));

    [Fact]
    public void MatMul_of_a_vector_gives_a_vector()
    {
        var graph = Columns(3).Node("y", "MatMul", "x w").Import();
        Assert.Equal("float32[2]", graph.Outputs.Single().Type.ToString());
        Assert.Equal([321, 654], Columns(3).Node("y", "MatMul", "x w").Run(1, 10, 100));
    }

    [Fact]
    public void MatMul_keeps_leading_axes_of_extent_one() =>
        Assert.Equal("float32[1, 1, 2]", Columns(1, 1, 3).Node("y", "MatMul", "x w").Import().Outputs.Single().Type.ToString());

    [Fact]
    public void MatMul_with_a_vector_gives_one_number()
    {
        var model = new OnnxWriter(1, 3).Floats("w", [3], 1, 2, 3).Node("y", "MatMul", "x w");
        Assert.Equal([321], model.Run(1, 10, 100));
        Assert.Equal("float32[1]", model.Import().Outputs.Single().Type.ToString());
    }

    [Fact]
    public void MatMul_with_a_stack_of_one_matrix() =>
        Assert.Equal("float32[1, 1, 2]",
            new OnnxWriter(1, 3).Floats("w", [1, 3, 2], 1, 4, 2, 5, 3, 6).Node("y", "MatMul", "x w").Import().Outputs.Single().Type.ToString());

    [Fact]
    public void Gemm_with_transposed_weights() => Assert.Equal([321, 654], Rows(1, 3).Node("y", "Gemm", "x w", Int("transB", 1)).Run(1, 10, 100));

    [Fact]
    public void Gemm_with_weights_in_columns() => Assert.Equal([321, 654], Columns(1, 3).Node("y", "Gemm", "x w").Run(1, 10, 100));

    [Fact]
    public void Gemm_multiplies_by_alpha_and_adds_beta_times_bias() => Assert.Equal([642 + 30, 1308 + 60], Rows(1, 3).Floats("b", [2], 10, 20)
        .Node("y", "Gemm", "x w b", Int("transB", 1), Float32("alpha", 2), Float32("beta", 3)).Run(1, 10, 100));

    [Fact]
    public void Gemm_bias_may_be_a_single_number() =>
        Assert.Equal([331, 664], Rows(1, 3).Float("b", 10).Node("y", "Gemm", "x w b", Int("transB", 1)).Run(1, 10, 100));

    [Fact]
    public void Gemm_bias_may_be_a_quantized_constant() => Assert.Equal([321 - 8, 654 + 7], Rows(1, 3).Floats("b", [2], -99, 99)
        .Float("scale", 1).Float("zero", 0).Float("bits", 4)
        .Node("onnx.brevitas", "q", "Quant", "b scale zero bits", Int("signed", 1), Int("narrow", 0))
        .Node("y", "Gemm", "x w q", Int("transB", 1)).Run(1, 10, 100));

    [Fact]
    public void Batch_normalization_rounds_in_the_order_of_the_reference()
    {
        float x = 7, scale = -0.3f, bias = 0.1f, mean = 0.7f, variance = 3.3f, epsilon = 1e-5f;
        float expected = (scale * (x - mean) / MathF.Sqrt(variance + epsilon)) + bias;
        var model = new OnnxWriter(1, 1).Floats("s", [1], scale).Floats("b", [1], bias).Floats("m", [1], mean).Floats("v", [1], variance);
        Assert.Equal([expected], model.Node("y", "BatchNormalization", "x s b m v", Float32("momentum", 0.9f)).Run(x));
        Assert.Equal(1e-5f, Assert.IsType<BatchNorm>(model.Import().Outputs.Single()).Epsilon);
    }

    [Fact]
    public void Batch_normalization_between_unsqueeze_and_squeeze() => Assert.Equal([-3, 8], new OnnxWriter(1, 2)
        .Floats("s", [2], 2, 4).Floats("b", [2], -1, 0).Floats("m", [2], 2, 1).Floats("v", [2], 1, 1)
        .Node("u", "Unsqueeze", "x", Ints("axes", 2)).Node("n", "BatchNormalization", "u s b m v", Float32("epsilon", 0))
        .Node("y", "Squeeze", "n", Ints("axes", 2)).Run(1, 3));

    [Fact]
    public void Exploded_batch_normalization_is_pointwise()
    {
        float[] scores = new OnnxWriter(1, 2).Float("mean", 3).Float("variance", 318.19666f).Float("half", 0.5f)
            .Float("gamma", 0.7341181f).Float("beta", -1.1436615f)
            .Node("c", "Sub", "x mean").Node("d", "Pow", "variance half").Node("n", "Div", "c d").Node("g", "Mul", "n gamma")
            .Node("y", "Add", "g beta").Run(10, -5);
        float Expected(float x) => ((x - 3) / MathF.Sqrt(318.19666f) * 0.7341181f) + -1.1436615f;
        Assert.Equal([Expected(10), Expected(-5)], scores);
    }

    [Fact]
    public void Batch_normalization_spelled_with_sqrt_and_reciprocal() => Assert.Equal([4], new OnnxWriter(1, 1).Float("v", 8).Float("eps", 1)
        .Node("s", "Add", "v eps").Node("d", "Sqrt", "s").Node("r", "Reciprocal", "d").Node("y", "Mul", "x r").Run(12));

    [Fact]
    public void Constants_may_be_computed_with_abs_exp_and_pow() => Assert.Equal(
        [3 + 1 + 9 + 3], new OnnxWriter(1, 1).Float("a", -3).Float("zero", 0).Float("two", 2).Float("one", 1)
        .Node("abs", "Abs", "a").Node("exp", "Exp", "zero").Node("pow", "Pow", "a two").Node("same", "Pow", "abs one")
        .Node("s1", "Add", "abs exp").Node("s2", "Add", "s1 pow").Node("s3", "Add", "s2 same").Node("y", "Add", "x s3").Run(0));

    [Fact]
    public void Rectifiers_and_limits()
    {
        Assert.Equal([0, 2], new OnnxWriter(1, 2).Node("y", "Relu", "x").Run(-4, 2));
        Assert.Equal([-4 * 0.01f, 2], new OnnxWriter(1, 2).Node("y", "LeakyRelu", "x").Run(-4, 2));
        Assert.Equal([-1, 2], new OnnxWriter(1, 2).Floats("s", [2], 0.25f, 9).Node("y", "PRelu", "x s").Run(-4, 2));
        Assert.Equal([-1, 1], new OnnxWriter(1, 2).Node("y", "Clip", "x", Float32("min", -1), Float32("max", 1)).Run(-4, 2));
        Assert.Equal([-4, 1], new OnnxWriter(1, 2).Float("one", 1).Node("y", "Clip", "x _ one").Run(-4, 2));
        Assert.Equal([-4, 1], new OnnxWriter(1, 2).Float("one", 1).Node("y", "Min", "x one").Run(-4, 2));
        Assert.Equal([1, 2], new OnnxWriter(1, 2).Float("one", 1).Node("y", "Max", "one x").Run(-4, 2));
        Assert.Equal([-2, 1], new OnnxWriter(1, 2).Node("y", "Floor", "x").Run(-1.5f, 1.5f));
        Assert.Equal([-1, 2], new OnnxWriter(1, 2).Node("y", "Ceil", "x").Run(-1.5f, 1.5f));
        Assert.Equal([-2, 0], new OnnxWriter(1, 2).Node("y", "Round", "x").Run(-1.5f, 0.5f));
        Assert.Equal([1.5f, -0f], new OnnxWriter(1, 2).Node("y", "Neg", "x").Run(-1.5f, 0));
    }

    [Fact]
    public void Not_and_equal() => Assert.Equal([1, 0], new OnnxWriter(1, 2).Float("zero", 0)
        .Node("e", "Equal", "x zero").Node("n", "Not", "e").Node("y", "Cast", "n", Int("to", 1)).Run(5, -0f));
}
