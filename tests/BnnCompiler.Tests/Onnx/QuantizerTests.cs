// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>The quantizers of QONNX.</summary>
public class QuantizerTests
{
    private const string Qonnx = "qonnx.custom_op.general";
    private static readonly float[] Inputs = [-3, -float.Epsilon, -0f, 0, float.Epsilon, 3];

    private static OnnxWriter Tiny => new OnnxWriter(1, 6).Float("one", 1).Float("zero", 0);

    [Theory]
    [InlineData("onnx.brevitas")]
    [InlineData("finn.custom_op.general")]
    [InlineData("qonnx.custom_op.general")]
    [InlineData("")]
    [InlineData("ai.onnx")]
    public void Bipolar_quant_of_every_domain_makes_zero_plus_one(string domain)
    {
        Assert.Equal([-1, -1, 1, 1, 1, 1], Tiny.Node(domain, "y", "BipolarQuant", "x one").Run(Inputs));
    }

    [Fact]
    public void Bipolar_quant_of_a_declared_domain()
    {
        var model = Tiny.Node("onnx.brevitas", "y", "BipolarQuant", "x one");
        model.Model.OpsetImport.Add(new OperatorSetIdProto { Domain = "onnx.brevitas", Version = 1 });
        Assert.Equal([-1, -1, 1, 1, 1, 1], model.Run(Inputs));
    }

    [Fact]
    public void Bipolar_quant_with_scale_one_is_a_sign_alone() =>
        Assert.IsType<Sign>(Tiny.Node(Qonnx, "y", "BipolarQuant", "x one").Import().Outputs.Single());

    [Fact]
    public void Bipolar_quant_scales_its_result() =>
        Assert.Equal([-0.5f, -0.5f, 0.5f, 0.5f, 0.5f, 0.5f], Tiny.Float("half", 0.5f).Node(Qonnx, "y", "BipolarQuant", "x half").Run(Inputs));

    [Fact]
    public void Bipolar_quant_with_a_negative_scale_inverts() =>
        Assert.Equal([2, 2, -2, -2, -2, -2], Tiny.Float("minus", -2).Node(Qonnx, "y", "BipolarQuant", "x minus").Run(Inputs));

    [Fact]
    public void Bipolar_quant_scales_per_channel() => Assert.Equal([-1, -2, 3, 4, 5, -6], Tiny
        .Floats("scales", [1, 6], 1, 2, 3, 4, 5, -6).Node(Qonnx, "y", "BipolarQuant", "x scales").Run(Inputs));

    [Theory]
    [InlineData("Quant")]
    [InlineData("IntQuant")]
    public void Quant_with_one_signed_bit_is_bipolar(string op) => Assert.Equal([-0.5f, -0.5f, 0.5f, 0.5f, 0.5f, 0.5f], Tiny.Float("half", 0.5f)
        .Node(Qonnx, "y", op, "x half zero one", Int("signed", 1), Int("narrow", 1), Chars("rounding_mode", "ROUND"))
        .Run(-3, -float.Epsilon, -0f, 0, float.Epsilon, 3));

    [Fact]
    public void Quant_divides_by_the_scale_before_it_looks_at_the_sign()
    {
        // -epsilon / 4 underflows to -0, and the sign of -0 is +1.
        Assert.Equal([-4, 4, 4, 4, 4, 4], Tiny.Float("four", 4)
            .Node(Qonnx, "y", "Quant", "x four zero one", Int("signed", 1), Int("narrow", 1)).Run(-3, -float.Epsilon, -0f, 0, float.Epsilon, 3));
    }

    [Theory]
    [InlineData(4, 1, 0, "ROUND", new[] { -8f, -2, -2, 0, 2, 7 })]
    [InlineData(4, 1, 1, "ROUND", new[] { -7f, -2, -2, 0, 2, 7 })]
    [InlineData(4, 0, 0, "ROUND", new[] { 0f, 0, 0, 0, 2, 15 })]
    [InlineData(4, 0, 1, "ROUND", new[] { 0f, 0, 0, 0, 2, 14 })]
    [InlineData(4, 1, 0, "CEIL", new[] { -8f, -2, -1, 1, 3, 7 })]
    [InlineData(4, 1, 0, "FLOOR", new[] { -8f, -3, -2, 0, 2, 7 })]
    [InlineData(2, 1, 1, "ROUND", new[] { -1f, -1, -1, 0, 1, 1 })]
    public void Quant_of_a_constant_clamps_and_rounds(float bits, long signed, long narrow, string rounding, float[] expected) =>
        Assert.Equal(expected, Tiny.Float("bits", bits).Floats("b", [6], -99, -2.5f, -1.5f, 0.5f, 2.5f, 99)
            .Node(Qonnx, "q", "Quant", "b one zero bits", Int("signed", signed), Int("narrow", narrow), Chars("rounding_mode", rounding))
            .Node("y", "Add", "x q").Run(0, 0, 0, 0, 0, 0));

    [Fact]
    public void Quant_of_a_constant_with_scale_and_zero_point() => Assert.Equal([-1, 0, 0.5f, 0, 0, 6.5f], Tiny
        .Float("half", 0.5f).Float("two", 2).Float("bits", 4).Floats("b", [6], -99, 0.2f, 0.3f, 0, 0, 99)
        .Node(Qonnx, "q", "Quant", "b half two bits", Int("signed", 0), Int("narrow", 0), Chars("rounding_mode", "ROUND"))
        .Node("y", "Add", "x q").Run(0, 0, 0, 0, 0, 0));

    [Fact]
    public void Quant_of_the_input_with_the_bits_of_its_pixels() => Assert.Equal([-1, -0.5f, -0.25f, 0, 0.5f, 127 / 128f], Tiny
        .Float("two", 2).Float("scale", 1 / 128f).Float("bits", 8).Node("d", "Mul", "x two").Node("s", "Sub", "d one")
        .Node(Qonnx, "y", "Quant", "s scale zero bits", Int("signed", 1), Int("narrow", 0), Chars("rounding_mode", "ROUND"))
        .Run(-3, 0.25f, 0.374f, 0.501f, 0.75f, 3));

    [Fact]
    public void Multi_threshold_with_one_threshold_for_all() => Assert.Equal([-1, -1, 1, 1, 1, 1], Tiny.Floats("t", [1, 1], 0)
        .Node(Qonnx, "y", "MultiThreshold", "x t", Float32("out_scale", 2), Float32("out_bias", -1), Chars("out_dtype", "BIPOLAR")).Run(Inputs));

    [Fact]
    public void Multi_threshold_with_one_threshold_per_channel() => Assert.Equal([1, -1, 1, -1, 1, -1], Tiny.Floats("t", [6, 1], 1, 1, -1, 4, 2.5f, 9)
        .Node(Qonnx, "y", "MultiThreshold", "x t", Float32("out_scale", 2), Float32("out_bias", -1), Chars("out_dtype", "BIPOLAR"))
        .Run(1, 0.5f, -1, 3, 2.5f, 8));

    [Fact]
    public void Multi_threshold_without_scale_gives_zero_and_one() =>
        Assert.Equal([0, 0, 1, 1, 1, 1], Tiny.Floats("t", [1, 1], 0).Node(Qonnx, "y", "MultiThreshold", "x t").Run(Inputs));

    [Theory]
    [InlineData("NCHW", new[] { 0f, 0, 0, 1, 1, 1 })]
    [InlineData("NHWC", new[] { 0f, 1, 1, 0, 1, 1 })]
    public void Multi_threshold_finds_the_channels_by_layout(string layout, float[] expected)
    {
        // [1, 2, 1, 3]: two channels in the first layout, three in the second.
        var model = new OnnxWriter(1, 2, 1, 3);
        model.Floats("t", layout == "NCHW" ? [2, 1] : [3, 1], layout == "NCHW" ? [10, 0] : [10, 0, 0]);
        Assert.Equal(expected, model.Node(Qonnx, "y", "MultiThreshold", "x t", Chars("data_layout", layout)).Run(5, 5, 5, 5, 5, 5));
    }

    [Fact]
    public void Latent_weights_arrive_as_one_constant_matrix()
    {
        var graph = new OnnxWriter(1, 3).Float("half", 0.5f).Floats("w", [2, 3], 0.3f, -0.2f, 0, -7, 1e-9f, -0f)
            .Node("onnx.brevitas", "b", "BipolarQuant", "w half").Node("t", "Transpose", "b", Ints("perm", 1, 0)).Node("y", "MatMul", "x t").Import();
        var dense = Assert.IsType<Dense>(graph.Outputs.Single());
        Assert.Equal([0.5f, -0.5f, 0.5f, -0.5f, 0.5f, 0.5f], dense.Weights.Floats.Values.ToArray());
        Assert.Equal("2, 3", dense.Weights.Type.Shape.ToString());
        Assert.Equal("w", dense.Weights.Name);
        Assert.Equal(3, graph.Ops.Length);
    }
}
