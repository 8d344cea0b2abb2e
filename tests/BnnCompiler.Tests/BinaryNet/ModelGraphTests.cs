// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Tests.Onnx;
using BnnCompiler.Text;
using CsCheck;

namespace BnnCompiler.Tests.BinaryNet;

public class ModelGraphTests
{
    [Fact]
    [Trait("Length", "Long")]
    public void Random_networks_give_the_scores_of_the_authors_formulas_bit_for_bit() =>
        RandomAuthorsNetworks.Case(examples: 3).Hold(example =>
        {
            var graph = example.Network.ToGraph("random");
            var packed = Compiler.Lower(BnnParser.Parse(BnnPrinter.Print(graph), "random"), new());
            foreach (float[] pixels in example.Examples)
                AssertSameBits(example.Network.Evaluate(pixels), Scores(packed, pixels));
        }, iter: 300, print: Printed);

    [Fact]
    [Trait("Length", "Long")]
    public void Random_networks_compute_the_same_behind_an_onnx_file() =>
        RandomAuthorsNetworks.Case(examples: 2).Hold(example =>
        {
            var graph = example.Network.ToGraph("random");
            foreach (var dialect in Enum.GetValues<OnnxDialect>())
            {
                var packed = Compiler.Lower(RoundTrip.Of(graph, dialect), new());
                foreach (float[] pixels in example.Examples)
                    AssertSameBits(example.Network.Evaluate(pixels), Scores(packed, pixels));
            }
        }, iter: 100, print: Printed);

    /// <summary>On a filter that takes the pixel to the right, in the sense of a correlation, Lasagne's takes the one to the left.</summary>
    [Fact]
    public void Filters_are_turned()
    {
        var model = Model("conv:1x1x3-1C3-3", Layer([-1, -1, -1, 1, 1, -1, -1, -1, -1], 1), Layer([1, -1, -1, -1, 1, -1, -1, -1, 1], 3));
        var conv = model.ToGraph().Ops.OfType<Conv>().Single();

        Assert.Equal("[- - - - + + - - -]", string.Concat(
            "[", string.Join(' ', Enumerable.Range(0, 9).Select(i => conv.Weights.Bits.IsSet(i) ? '+' : '-')), "]"));
    }

    [Fact]
    public void Rows_of_dense_weights_behind_an_image_are_in_the_order_channel_row_column()
    {
        // Two channels of 1x2 pixels, made of one pixel and its negative; only the weight of channel 1, column 0 is +1.
        var model = Model("conv:1x1x2-2C1-1", Layer([1, -1], 2), Layer([-1, -1, 1, -1], 1));

        // Bits (+, -) and (-, +) by channel: -1 + 1 - 1 - 1.
        Assert.Equal([-2], new AuthorsNetwork(model).Evaluate([255, 0]));
        Assert.Equal([-2], Scores(Compiler.Lower(model.ToGraph(), new()), [255, 0]));
        Assert.Equal([2], Scores(Compiler.Lower(model.ToGraph(), new()), [0, 255]));
    }

    [Fact]
    public void Only_a_bias_that_is_not_zero_and_a_scaling_that_is_not_the_identity_are_in_the_graph()
    {
        var zero = Model("mlp:2-1", Layer([1, 1], 1) with { Bias = [-0f] }) with { Pixels = new(1, 0) };
        var biased = Model("mlp:2-1", Layer([1, 1], 1) with { Bias = [0.5f] });

        Assert.Equal(["input", "to_float", "div", "dense", "sub", "mul", "add"], Mnemonics(zero));
        Assert.Equal(["input", "to_float", "div", "mul", "add", "dense", "add", "sub", "mul", "add"], Mnemonics(biased));
    }

    [Fact]
    public void The_input_is_an_image_or_a_row()
    {
        Assert.Equal("uint8[1, 6]", Model("mlp:6-1", Layer(new float[6], 1)).ToGraph().Inputs[0].Type.ToString());
        Assert.Equal("uint8[1, 1, 2, 3]", Model("mlp:1x2x3-1", Layer(new float[6], 1)).ToGraph().Inputs[0].Type.ToString());
    }

    /// <summary>In the text of the 784-1024-1024-1024-10 network, which as float32 would take 16 MB.</summary>
    [Fact]
    public void Weights_take_a_bit_each()
    {
        int[] widths = [784, 1024, 1024, 1024, 10];
        var layers = widths.Skip(1).Zip(widths, (outputs, inputs) => Layer(new float[inputs * outputs], outputs));
        string text = BnnPrinter.Print(Model("mlp:784-1024-1024-1024-10", [.. layers]).ToGraph());

        Assert.InRange(text.Length, 480_000, 600_000);
    }

    /// <summary>Two bits behind one pixel, and ternary weights on them: limits are reached from their equal on.</summary>
    [Theory]
    [InlineData(-1.01f, -1.5f)]
    [InlineData(-1, -0.5f)]
    [InlineData(-0.01f, -0.5f)]
    [InlineData(-0f, 0.5f)]
    [InlineData(0.99f, 0.5f)]
    [InlineData(1, 1.5f)]
    [InlineData(float.NaN, -1.5f)]
    public void Activations_of_a_few_values_are_comparisons_added_up(float normalized, float value)
    {
        // A scale of 0 leaves the offset alone.
        var constant = Layer([1], 1) with { Gamma = [0], Beta = [normalized] };
        var model = Model("mlp:1-1-3", constant, Layer([0.5f, 0.49f, -0.5f], 3)) with
        {
            Activations = Staircase.TwoBit,
            Weights = Staircase.Ternary,
        };

        var read = BnnParser.Parse(BnnPrinter.Print(model.ToGraph()), "test");

        Assert.Equal([value, 0, 0], Scores(read, [7]));
        Assert.Equal(value, Staircase.TwoBit.Of(normalized));
    }

    private static BinaryNetModel Model(string architecture, params LayerParameters[] layers) =>
        new("test", Architecture.Parse(architecture), [.. layers], PixelScaling.FromMinusOneToOne);

    /// <summary>A batch norm that changes nothing.</summary>
    private static LayerParameters Layer(float[] weights, int outputs)
    {
        float[] zeros = new float[outputs], ones = [.. Enumerable.Repeat(1f, outputs)];
        return new(weights, zeros, zeros, ones, zeros, ones);
    }

    private static string[] Mnemonics(BinaryNetModel model) =>
        [.. model.ToGraph().Ops.Where(op => op is not Constant).Select(op => op.Kind.Mnemonic)];

    private static float[] Scores(Graph graph, float[] pixels) =>
        [.. ((Tensor<float>)GraphInterpreter.Run(graph, NetworkCase.InputOf(graph, pixels)).Single()).Values];

    private static void AssertSameBits(float[] expected, float[] found) =>
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), found.Select(BitConverter.SingleToInt32Bits));

    private static string Printed(NetworkCase example) =>
        $"{((AuthorsNetwork)example.Network).Model.Architecture}\n{BnnPrinter.Print(example.Network.ToGraph("random"))}\n"
        + string.Join('\n', example.Examples.Select(pixels => string.Join(' ', pixels)));
}
