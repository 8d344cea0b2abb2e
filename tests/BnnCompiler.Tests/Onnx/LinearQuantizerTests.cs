// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Tests.Onnx;

/// <summary>QuantizeLinear, DequantizeLinear, and layers between them on integers; the results were worked out by hand.</summary>
public class LinearQuantizerTests
{
    private const string Microsoft = "com.microsoft";

    private static OnnxWriter Row(int count) => new OnnxWriter(1, count).Float("one", 1).Float("half", 0.5f).Float("quarter", 0.25f);

    [Theory]
    [InlineData("")]
    [InlineData(Microsoft)]
    public void Quantized_and_back(string domain) => Assert.Equal([-9, 0, 0, 1, 63.5f], Row(5).Of(DataType.Uint8, "z", [], 128)
        .Node(domain, "q", "QuantizeLinear", "x half z").Node(domain, "y", "DequantizeLinear", "q half z").Run(-9, -0.25f, 0.25f, 0.75f, 99));

    [Fact]
    public void Without_a_zero_point_the_integers_are_uint8() => Assert.Equal([0, 0, 1, 99, 127.5f], Row(5)
        .Node("q", "QuantizeLinear", "x half").Node("y", "DequantizeLinear", "q half").Run(-9, 0.25f, 0.75f, 99, 1000));

    [Theory]
    [InlineData((int)DataType.Int8, -128, 127)]
    [InlineData((int)DataType.Uint8, 0, 255)]
    [InlineData((int)DataType.Int16, -32768, 32767)]
    [InlineData((int)DataType.Uint16, 0, 65535)]
    [InlineData((int)DataType.Int4, -8, 7)]
    [InlineData((int)DataType.Uint4, 0, 15)]
    public void Integers_are_limited_to_the_type_of_the_zero_point(int type, float low, float high)
    {
        Assert.Equal([low, high, 3], Row(3).Of((DataType)type, "z", [], 0)
            .Node("q", "QuantizeLinear", "x one z").Node("y", "DequantizeLinear", "q one z").Run(-1e6f, 1e6f, 2.75f));
        Assert.Equal([low, high, 3], Row(3)
            .Node("q", "QuantizeLinear", "x one", Int("output_dtype", type)).Node("y", "DequantizeLinear", "q one").Run(-1e6f, 1e6f, 2.75f));
    }

    [Fact]
    public void Steps_are_spelled_in_the_order_of_the_standard()
    {
        var graph = Row(2).Of(DataType.Int8, "z", [1], 3).Node("q", "QuantizeLinear", "x half z").Node("y", "DequantizeLinear", "q half z").Import();
        Assert.Equal("div round add clip sub mul", string.Join(' ', graph.Ops.OfType<PointwiseOp>().Select(op => op.Kind.Mnemonic)));
    }

    [Fact]
    public void Scale_and_zero_point_along_an_axis()
    {
        // [1, 2, 1, 2]; channel 0 in steps of 1 from 0, channel 1 in steps of 0.5 from 250.
        var model = new OnnxWriter(1, 2, 1, 2).Floats("s", [2], 1, 0.5f).Of(DataType.Uint8, "z", [2], 0, 250);
        Assert.Equal([3, 0, 1, 2.5f], model.Node("q", "QuantizeLinear", "x s z").Node("y", "DequantizeLinear", "q s z", Int("axis", -3))
            .Run(3, -3, 1.25f, 9));
    }

    [Fact]
    public void Pixels_are_integers_already()
    {
        var model = Row(3).Of(DataType.Uint8, "z", [], 128).Node("y", "DequantizeLinear", "x half z");
        model.Graph.Input[0].Type.TensorType.ElemType = DataType.Uint8;
        Assert.Equal(["input", "to_float", "constant", "sub", "constant", "mul"], model.Import().Ops.Select(op => op.Kind.Mnemonic));
    }

    [Fact]
    public void Dequantized_weights_are_a_constant()
    {
        var graph = Row(3).Of(DataType.Int8, "w", [2, 3], 1, -2, 3, -4, 5, -6).Of(DataType.Int8, "z", [2], 0, 1).Floats("s", [2], 0.5f, 2)
            .Node("d", "DequantizeLinear", "w s z", Int("axis", 0)).Node("y", "Gemm", "x d", Int("transB", 1)).Import();
        Assert.Equal([0.5f, -1, 1.5f, -10, 8, -14], graph.Ops.OfType<Dense>().Single().Weights.Floats.Values.ToArray());
    }

    [Fact]
    public void Quantized_and_dequantized_weights_of_four_bits_are_a_constant()
    {
        var graph = Row(2).Floats("w", [2, 2], 0.6f, -9, 9, 0.25f).Node("q", "QuantizeLinear", "w half", Int("output_dtype", (long)DataType.Int4))
            .Node("d", "DequantizeLinear", "q half").Node("y", "MatMul", "x d").Import();
        Assert.Equal([0.5f, 3.5f, -4, 0], graph.Ops.OfType<Dense>().Single().Weights.Floats.Values.ToArray());
    }

    [Fact]
    public void Greatest_of_integers_and_limits_of_them()
    {
        var model = new OnnxWriter(1, 1, 2, 2).Float("one", 1).Of(DataType.Int8, "z", [], -10)
            .Of(DataType.Int8, "low", [], -9).Of(DataType.Int8, "high", [], 5)
            .Node("q", "QuantizeLinear", "x one z").Node("m", "MaxPool", "q", Ints("kernel_shape", 1, 2)).Node("c", "Clip", "m low high")
            .Node("y", "DequantizeLinear", "c one z");
        Assert.Equal([1, 15], model.Run(-3, -1, 2, 99));
    }

    [Fact]
    public void Integers_are_framed_and_joined()
    {
        // q is 3 and 4; framed by the zero point 1, and joined with itself.
        var model = new OnnxWriter(1, 1, 1, 2).Float("one", 1).Of(DataType.Uint8, "z", [], 1).Integers("pads", 0, 0, 0, 1, 0, 0, 0, 0)
            .Node("q", "QuantizeLinear", "x one z").Node("p", "Pad", "q pads z").Node("c", "Concat", "p p", Int("axis", 3))
            .Node("y", "DequantizeLinear", "c one z");
        Assert.Equal([0, 2, 3, 0, 2, 3], model.Run(2, 3));
        Refuses(Row(2).Node("q", "QuantizeLinear", "x half").Node("y", "Concat", "q x", Int("axis", 1)),
            "BNN1009", "node 'y_Concat'", "integers and numbers", "one element type");
    }

    [Fact]
    public void Matrix_of_integers_with_a_scale_for_each_column()
    {
        // a - 1 is 0, 1, 2 and b - 1 is [[0, -2], [1, -1], [2, 3]], so the sums are 5 and 5; times 1 and 0.5, 5 and 2 (ties to even), plus 10.
        var model = Row(3).Of(DataType.Uint8, "az", [], 1).Of(DataType.Int8, "b", [3, 2], 1, -1, 2, 0, 3, 4).Of(DataType.Int8, "bz", [], 1)
            .Floats("bs", [2], 0.5f, 0.25f).Of(DataType.Uint8, "yz", [], 10)
            .Node("a", "QuantizeLinear", "x one az").Node("q", "QLinearMatMul", "a half az b bs bz quarter yz")
            .Node("y", "DequantizeLinear", "q quarter yz");
        Assert.Equal([1.25f, 0.5f], model.Run(0, 1, 2));
    }

    [Fact]
    public void Convolution_of_integers_pads_with_the_zero_point()
    {
        // x - 2 is -1, 0, 3 behind a 0; the sums with [1, 2] and [-1, 1] are -2, -1, 6 and -1, 1, 3; the biases are 1 and -1.
        var model = new OnnxWriter(1, 1, 1, 3).Float("one", 1).Float("half", 0.5f).Of(DataType.Uint8, "xz", [], 2)
            .Of(DataType.Int8, "w", [2, 1, 1, 2], 1, 2, -1, 1).Of(DataType.Int8, "wz", [2], 0, 0).Floats("ws", [2], 1, 2)
            .Of(DataType.Int8, "yz", [], 3).Of(DataType.Int32, "b", [2], 1, -1)
            .Node("q", "QuantizeLinear", "x one xz").Node("c", "QLinearConv", "q half xz w ws wz one yz b", Ints("pads", 0, 1, 0, 0))
            .Node("y", "DequantizeLinear", "c one yz");
        Assert.Equal([0, 0, 4, -2, 0, 2], model.Run(-1, 0, 3));
    }

    [Fact]
    public void Convolution_to_sums_of_integers()
    {
        var model = new OnnxWriter(1, 1, 1, 3).Float("one", 1).Of(DataType.Uint8, "xz", [], 2).Of(DataType.Uint8, "w", [2, 1, 1, 2], 2, 3, 0, 2)
            .Of(DataType.Uint8, "wz", [], 1).Node("q", "QuantizeLinear", "x one xz").Node("c", "ConvInteger", "q w xz wz", Ints("pads", 0, 1, 0, 0))
            .Node("y", "Cast", "c", Int("to", 1));
        Assert.Equal([-2, -1, 6, -1, 1, 3], model.Run(-1, 0, 3));
    }

    [Fact]
    public void Matrix_to_sums_of_integers()
    {
        var model = Row(2).Of(DataType.Uint8, "az", [], 1).Of(DataType.Int8, "b", [2, 2], 3, -1, 2, 0).Of(DataType.Int8, "bz", [2], 0, 1)
            .Of(DataType.Int32, "bias", [2], 10, 20).Node("a", "QuantizeLinear", "x one az").Node("s", "MatMulInteger", "a b az bz")
            .Node("t", "Add", "s bias").Node("f", "Cast", "t", Int("to", 1)).Node("y", "Mul", "f half");

        // x [3, -1] with b - [0, 1], which is [[3, -2], [2, -1]]: 7 and -5, in steps from 0 to 255 with the zero point 1.
        Assert.Equal([8.5f, 7.5f], model.Run(3, -1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void General_matrix_of_integers_of_onnx_runtime(bool isQuantized)
    {
        // x [0, 1, 2] with [1, 2, 3] and [-1, 0, 1] is 8 and 2, with the bias 9 and 1; times 2 * 0.5 * 0.5, or that by 0.25 in steps of 0.25.
        var model = Row(3).Of(DataType.Uint8, "az", [], 0).Of(DataType.Int8, "b", [2, 3], 1, 2, 3, -1, 0, 1).Of(DataType.Int8, "bz", [], 0)
            .Of(DataType.Int32, "c", [2], 1, -1).Of(DataType.Uint8, "yz", [], 5).Node("a", "QuantizeLinear", "x one az");
        AttributeProto[] attributes = [Float32("alpha", 2), Int("transB", 1)];
        model = isQuantized
            ? model.Node(Microsoft, "q", "QGemm", "a half az b half bz c quarter yz", attributes).Node("y", "DequantizeLinear", "q quarter yz")
            : model.Node(Microsoft, "y", "QGemm", "a half az b half bz c", attributes);
        Assert.Equal([4.5f, 0.5f], model.Run(0, 1, 2));
    }

    [Fact]
    public void What_is_not_static_integers_is_refused()
    {
        Refuses(Row(2).Node("y s z", "DynamicQuantizeLinear", "x"),
            "BNN1008", "node 'y s z_DynamicQuantizeLinear'", "for each input", "quantize_static");
        Refuses(Row(2).Node(Microsoft, "y", "QLinearAdd", "x x"), "BNN1008", "node 'y_QLinearAdd'", "QuantFormat.QDQ");
        Refuses(Row(2).Node("y", "QuantizeLinear", "x half", Int("block_size", 2)), "BNN1010", "node 'y_QuantizeLinear'", "block of 2");
        Refuses(Row(2).Node("y", "QuantizeLinear", "x half", Int("output_dtype", 17)), "BNN1011", "node 'y_QuantizeLinear'", "4, 8 or 16 bits");
        Refuses(Row(2).Of(DataType.Int32, "z", [], 0).Node("y", "QuantizeLinear", "x half z"), "BNN1011", "node 'y_QuantizeLinear'", "INT32");
        Refuses(Row(2).Float("z", 0).Node("y", "QuantizeLinear", "x half z"), "BNN1010", "node 'y_QuantizeLinear'", "zero point", "integers");
        Refuses(Row(2).Node("y", "DequantizeLinear", "x half"), "BNN1009", "node 'y_DequantizeLinear'", "holds numbers", "QuantizeLinear");
        Refuses(Row(2).Floats("s", [3], 1, 1, 2).Node("y", "QuantizeLinear", "x s"), "BNN1009", "node 'y_QuantizeLinear'", "float32[3]", "axis 1");
        Refuses(Row(2).Node("y", "QuantizeLinear", "x half"), "BNN1015", "output 'y'", "integers", "DequantizeLinear");
        Refuses(Row(2).Node("q", "QuantizeLinear", "x half").Node("y", "MatMulInteger", "q q"), "BNN1010", "node 'y_MatMulInteger'", "constant");
    }

    private static void Refuses(OnnxWriter model, string code, string place, params string[] words)
    {
        var error = model.Refused();
        Assert.Equal((code, place), (error.Code, error.Place));
        Assert.All(words, word => Assert.Contains(word, error.Message));
    }
}
