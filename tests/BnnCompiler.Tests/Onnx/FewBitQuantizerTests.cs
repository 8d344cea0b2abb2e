// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Quantizers of several bits on activations, against results worked out by hand from the formulas of the qonnx package.</summary>
public class FewBitQuantizerTests
{
    private const string Qonnx = "qonnx.custom_op.general";

    private static OnnxWriter Row(int count) => new OnnxWriter(1, count).Float("one", 1).Float("zero", 0);

    private static AttributeProto[] Kind(long signed, long narrow, string rounding = "ROUND") =>
        [Int("signed", signed), Int("narrow", narrow), Chars("rounding_mode", rounding)];

    [Theory]
    [InlineData(1, 0, 0, new[] { 0f, 0, 0, 0, 1, 1, 1 })]
    [InlineData(2, 1, 0, new[] { -2f, -2, -0f, 0, 1, 1, 1 })]
    [InlineData(2, 1, 1, new[] { -1f, -1, -0f, 0, 1, 1, 1 })]
    [InlineData(2, 0, 0, new[] { 0f, 0, 0, 0, 2, 2, 3 })]
    [InlineData(2, 0, 1, new[] { 0f, 0, 0, 0, 2, 2, 2 })]
    [InlineData(3, 1, 0, new[] { -4f, -2, -0f, 0, 2, 2, 3 })]
    [InlineData(8, 1, 0, new[] { -99f, -2, -0f, 0, 2, 2, 99 })]
    [InlineData(32, 0, 0, new[] { 0f, 0, 0, 0, 2, 2, 99 })]
    public void Quant_clamps_and_rounds_activations(float bits, long signed, long narrow, float[] expected) => Assert.Equal(expected, Row(7)
        .Float("bits", bits).Node(Qonnx, "y", "Quant", "x one zero bits", Kind(signed, narrow)).Run(-99, -1.5f, -0.5f, 0.5f, 1.5f, 2.4f, 99));

    [Theory]
    [InlineData("ROUND", new[] { -2f, -2, -1, -0f, 0, 1, 2, 2, 2 })]
    [InlineData("half_even", new[] { -2f, -2, -1, -0f, 0, 1, 2, 2, 2 })]
    [InlineData("CEIL", new[] { -1f, -1, -1, -0f, 1, 2, 2, 2, 3 })]
    [InlineData("FLOOR", new[] { -2f, -2, -2, -1, 0, 1, 1, 1, 2 })]
    [InlineData("UP", new[] { -2f, -2, -2, -1, 1, 2, 2, 2, 3 })]
    [InlineData("DOWN", new[] { -1f, -1, -1, -0f, 0, 1, 1, 1, 2 })]
    [InlineData("ROUND_TO_ZERO", new[] { -1f, -1, -1, -0f, 0, 1, 1, 1, 2 })]
    [InlineData("HALF_UP", new[] { -2f, -2, -1, -1, 1, 1, 2, 2, 3 })]
    [InlineData("HALF_DOWN", new[] { -2f, -1, -1, 0, -0f, 1, 1, 2, 2 })]
    public void Every_rounding_mode(string mode, float[] expected) => Assert.Equal(expected, Row(9).Float("bits", 4)
        .Node(Qonnx, "y", "Quant", "x one zero bits", Kind(1, 0, mode)).Run(-1.75f, -1.5f, -1.25f, -0.5f, 0.5f, 1.25f, 1.5f, 1.75f, 2.5f));

    [Fact]
    public void Quant_with_a_scale_and_a_zero_point() => Assert.Equal([-1, -0.5f, 0, 0.5f, 0.5f], Row(5)
        .Float("half", 0.5f).Float("two", 2).Float("bits", 2).Node(Qonnx, "y", "Quant", "x half two bits", Kind(0, 0))
        .Run(-9, -0.6f, 0.2f, 0.3f, 9));

    [Fact]
    public void Scale_and_zero_point_per_channel_of_an_image()
    {
        // [1, 2, 1, 2]; channel 0: x / 1, channel 1: x / 0.25 + 1, both from 0 to 3.
        var model = new OnnxWriter(1, 2, 1, 2).Floats("s", [1, 2, 1, 1], 1, 0.25f).Floats("z", [2, 1, 1], 0, 1).Float("bits", 2);
        Assert.Equal([0, 2, -0.25f, 0.5f], model.Node(Qonnx, "y", "Quant", "x s z bits", Kind(0, 0)).Run(-1, 2, -1, 2));
    }

    [Fact]
    public void Scale_with_more_axes_than_the_tensor_adds_them() => Assert.Equal("1, 1, 1, 2", new OnnxWriter(1, 2).Floats("s", [1, 1, 1, 1], 1)
        .Float("zero", 0).Float("bits", 2).Node(Qonnx, "y", "Quant", "x s zero bits").Import().Outputs.Single().Type.Shape.ToString());

    [Theory]
    [InlineData((int)DataType.Int64)]
    [InlineData((int)DataType.Int32)]
    [InlineData((int)DataType.Uint8)]
    public void Parameters_of_integers(int type)
    {
        var model = new OnnxWriter(1, 4).Of((DataType)type, "s", [1], 2).Of((DataType)type, "z", [], 1).Of((DataType)type, "bits", [1], 2);
        Assert.Equal([-2, 0, 2, 4], model.Node(Qonnx, "y", "IntQuant", "x s z bits", Kind(0, 0)).Run(-9, 0.5f, 1.5f, 9));
    }

    [Fact]
    public void One_signed_bit_with_a_zero_point()
    {
        // x / 0.5 + 3 from 0 on is 1, below -1; minus 3, times 0.5.
        Assert.Equal([-2, -1, -1], Row(3).Float("half", 0.5f).Float("three", 3)
            .Node(Qonnx, "y", "Quant", "x half three one", Kind(1, 1)).Run(-1.75f, -1.5f, 0));
    }

    [Fact]
    public void Quantizer_that_changes_nothing_in_a_step_leaves_it_out()
    {
        var graph = Row(2).Float("bits", 2).Node(Qonnx, "y", "Quant", "x one zero bits", Kind(1, 1)).Import();
        Assert.Equal("clip round", string.Join(' ', graph.Ops.OfType<PointwiseOp>().Select(op => op.Kind.Mnemonic)));
    }

    [Fact]
    public void Ternary_weights_arrive_as_one_constant_matrix()
    {
        var graph = new OnnxWriter(1, 3).Float("scale", 0.5f).Float("zero", 0).Float("bits", 2).Floats("w", [2, 3], 0.3f, -0.2f, 0, -7, 0.9f, 0.24f)
            .Node(Qonnx, "q", "Quant", "w scale zero bits", Kind(1, 1)).Node("t", "Transpose", "q", Ints("perm", 1, 0))
            .Node("y", "MatMul", "x t").Import();
        Assert.Equal([0.5f, 0, 0, -0.5f, 0.5f, 0], Assert.IsType<Dense>(graph.Outputs.Single()).Weights.Floats.Values.ToArray());
    }

    [Fact]
    public void Filters_of_four_bits_per_channel()
    {
        var graph = new OnnxWriter(1, 1, 1, 2).Floats("s", [2, 1, 1, 1], 1, 0.5f).Float("zero", 0).Float("bits", 4)
            .Floats("w", [2, 1, 1, 2], 3.4f, -9, 1.3f, 9)
            .Node(Qonnx, "q", "Quant", "w s zero bits", Kind(1, 0)).Node("y", "Conv", "x q").Import();
        Assert.Equal([3, -8, 1.5f, 3.5f], graph.Ops.OfType<Conv>().Single().Weights.Floats.Values.ToArray());
    }

    [Fact]
    public void Multi_threshold_counts_the_thresholds_that_are_reached() => Assert.Equal([0, 1, 1, 2, 3, 3], Row(6).Floats("t", [1, 3], -1, 0.5f, 2)
        .Node(Qonnx, "y", "MultiThreshold", "x t", Chars("out_dtype", "UINT2")).Run(-1.5f, -1, 0.25f, 0.5f, 2, 9));

    [Fact]
    public void Multi_threshold_scales_and_shifts_the_count_whatever_the_order_of_thresholds() => Assert.Equal([-2, -1.5f, -1.5f, -0.5f], Row(4)
        .Floats("t", [1, 3], 2, -1, 2).Node(Qonnx, "y", "MultiThreshold", "x t", Float32("out_scale", 0.5f), Float32("out_bias", -2))
        .Run(-3, -1, 1.5f, 2));

    [Theory]
    [InlineData("NCHW", new[] { 0f, 1, 1, 2 })]
    [InlineData("NHWC", new[] { 0f, 2, 0, 2 })]
    public void Multi_threshold_of_an_image_with_a_row_for_each_channel(string layout, float[] expected)
    {
        // [1, 2, 1, 2]; channel 0 has the thresholds 4 and 6, channel 1 has 2 and 3.
        var model = new OnnxWriter(1, 2, 1, 2).Floats("t", [2, 2], 4, 6, 2, 3);
        Assert.Equal(expected, model.Node(Qonnx, "y", "MultiThreshold", "x t", Chars("data_layout", layout)).Run(1, 4, 2, 5));
    }

    [Theory]
    [InlineData("NCHW", "transpose quantize to_float transpose")]
    [InlineData("NHWC", "quantize to_float")]
    public void Many_thresholds_are_counted_by_one_op(string layout, string ops)
    {
        // [1, 2, 2, 2], channel 0 with the thresholds 16 .. 1, channel 1 with 2, 4, .. 32: of 5, five and two are reached.
        float[] limits = [.. Enumerable.Range(0, 16).Select(i => 16f - i), .. Enumerable.Range(0, 16).Select(i => 2f * (i + 1))];
        var model = new OnnxWriter(1, 2, 2, 2).Floats("t", [2, 16], limits).Node(Qonnx, "y", "MultiThreshold", "x t", Chars("data_layout", layout));
        Assert.Equal(layout == "NCHW" ? [5, 5, 16, 0, 2, 2, 16, 0] : [5, 2, 16, 0, 5, 2, 16, 0], model.Run(5, 5, 99, -1, 5, 5, 99, -1));
        Assert.Equal(ops.Split(' '), model.Import().Ops.Where(op => op is not (Input or Constant)).Select(op => op.Kind.Mnemonic));
    }

    [Fact]
    public void Many_thresholds_for_all_channels_are_scaled_and_shifted() => Assert.Equal([-8, 0, 1.5f], Row(3)
        .Floats("t", [1, 19], [.. Enumerable.Range(1, 19).Select(i => (float)i)])
        .Node(Qonnx, "y", "MultiThreshold", "x t", Float32("out_scale", 0.5f), Float32("out_bias", -8)).Run(0.5f, 16, 99));

    [Fact]
    public void Multi_threshold_of_eight_bits()
    {
        float[] limits = [.. Enumerable.Range(0, 255).Select(i => i - 127.5f)];
        Assert.Equal([0, 127, 129, 255], Row(4).Floats("t", [1, 255], limits).Node(Qonnx, "y", "MultiThreshold", "x t").Run(-128, -1, 0.5f, 127));
    }

    [Fact]
    public void Trunc_of_version_1_drops_low_bits()
    {
        // Integers 13, -5 and 7 times 0.5, of 4 bits; three bits are left, rounded down.
        Assert.Equal([3, -1.5f, 1.5f], Row(3).Float("half", 0.5f).Float("four", 4).Float("three", 3)
            .Node(Qonnx, "y", "Trunc", "x half zero four three").Run(6.5f, -2.5f, 3.5f));
    }

    [Fact]
    public void Trunc_of_version_1_takes_back_the_zero_point_as_it_was()
    {
        // (round(4 / 1 + 2) / 2^(4-2)) rounded up is 2; minus 2.
        Assert.Equal([0, 1], Row(2).Float("two", 2).Float("four", 4)
            .Node(Qonnx, "y", "Trunc", "x one two four two", Chars("rounding_mode", "CEIL")).Run(4, 7));
    }

    [Fact]
    public void Trunc_of_version_2_scales_clamps_and_rounds()
    {
        // Integers x / 0.5 + 4 in steps of 2 to the logarithm of 2 / 0.5, clamped to 0 .. 3 and rounded; minus 4 / 4, times 2.
        Assert.Equal([-2, -2, 2, 2, 4], Row(5).Float("half", 0.5f).Float("two", 2).Float("four", 4).Float("eight", 8)
            .Node(Qonnx, "y", "Trunc", "x half four eight two zero two", Int("signed", 0), Int("narrow", 0), Chars("rounding_mode", "ROUND"))
            .Run(-9, -1, 1, 1.5f, 99));
    }

    [Fact]
    public void Xnor_popcount_counts_equal_bits() => Assert.Equal([3, 2], Row(4).Floats("w", [4, 2], 1, 0, 0, 1, 1, 1, 1, 0)
        .Node(Qonnx, "y", "XnorPopcountMatMul", "x w").Run(1, 0, 1, 0));
}
