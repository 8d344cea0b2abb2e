// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;

namespace BnnCompiler.Tests.Onnx;

/// <summary>
/// What the exporter writes. That imported graphs come back as they were is checked wherever a test imports one (<see cref="RoundTrip"/>).
/// </summary>
public class ExportTests
{
    private const string Convolution = """
        input %x : float32[1, 2, 3, 3]
        %last = transpose(%x) {order=0x2x3x1} : float32[1, 3, 3, 2]
        %w = constant [1, -1, 1, 1] : float32[2, 1, 1, 2]
        %conv = conv(%last, %w) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 3, 3, 2]
        """;

    [Fact]
    public void A_convolution_between_two_transposes_is_one_node()
    {
        var model = Exported($"""
            {Convolution}
            %first = transpose(%conv) [order] : float32[1, 2, 3, 3]
            return %first
            """.Replace("[order]", "{order=0x3x1x2}", StringComparison.Ordinal), OnnxDialect.Where);
        Assert.Equal(["Conv"], model.Graph.Node.Select(node => node.OpType));
        var weights = Assert.Single(model.Graph.Initializer);
        Assert.Equal([2, 2, 1, 1], weights.Dims);
    }

    [Fact]
    public void A_channels_last_reader_of_a_convolution_gets_one_transpose()
    {
        var model = Exported(
            $"{Convolution}\n%y = relu(%conv) : float32[1, 3, 3, 2]\n%z = add(%y, %conv) : float32[1, 3, 3, 2]\nreturn %z", OnnxDialect.Where);
        Assert.Equal(["Conv", "Transpose", "Relu", "Add"], model.Graph.Node.Select(node => node.OpType));
        Assert.Equal([0, 2, 3, 1], model.Graph.Node[1].Attribute.Single().Ints);
    }

    [Fact]
    public void Qonnx_takes_the_sign_of_weights_with_one_scale_or_one_for_each_output()
    {
        Assert.Equal("BipolarQuant Gemm, scales 0.5", Layer("[0.5, -0.5, 0.5, 0.5]", OnnxDialect.Qonnx));
        Assert.Equal("BipolarQuant Gemm, scales 0.5 2", Layer("[0.5, -0.5, 2, 2]", OnnxDialect.Qonnx));
        Assert.Equal("Gemm, scales ", Layer("[0.5, -0.5, 2, 1]", OnnxDialect.Qonnx));
        Assert.Equal("Gemm, scales ", Layer("[0, 0, 0, 0]", OnnxDialect.Qonnx));
        Assert.Equal("Gemm, scales ", Layer("[0.5, -0.5, 0.5, 0.5]", OnnxDialect.Where));

        static string Layer(string weights, OnnxDialect dialect)
        {
            var model = Exported(
                $"input %x : float32[1, 2]\n%w = constant {weights} : float32[2, 2]\n%y = dense(%x, %w) : float32[1, 2]\nreturn %y", dialect);
            var quantizer = model.Graph.Node.FirstOrDefault(node => node.OpType == "BipolarQuant");
            byte[] scales = [.. model.Graph.Initializer.Where(tensor => tensor.Name == quantizer?.Input[1]).SelectMany(tensor => tensor.RawData)];
            var numbers = scales.Chunk(sizeof(float)).Select(bytes => NumberText.Of(BitConverter.ToSingle(bytes)));
            return $"{string.Join(' ', model.Graph.Node.Select(node => node.OpType))}, scales {string.Join(' ', numbers)}";
        }
    }

    [Theory]
    [InlineData(nameof(OnnxDialect.Qonnx))]
    [InlineData(nameof(OnnxDialect.Where))]
    public void Weights_that_are_bits_are_written_as_numbers(string dialect)
    {
        const string Text = """
            input %x : float32[1, 2, 2, 1]
            %w = constant [+ - - +] : bit[2, 1, 2, 1]
            %conv = conv(%x, %w) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 2, 1, 2]
            %flat = reshape(%conv) : float32[1, 4]
            %fc = constant [+--+] : bit[1, 4]
            %y = dense(%flat, %fc) : float32[1, 1]
            return %y
            """;
        Assert.Equal([6], Computed(Text, Enum.Parse<OnnxDialect>(dialect), [1, 2, 3, 7]));
    }

    [Theory]
    [InlineData(1, nameof(OnnxDialect.Qonnx), "BipolarQuant")]
    [InlineData(1, nameof(OnnxDialect.Where), "GreaterOrEqual Where")]
    [InlineData(0, nameof(OnnxDialect.Qonnx), "Sign")]
    [InlineData(0, nameof(OnnxDialect.Where), "Sign")]
    [InlineData(-1, nameof(OnnxDialect.Qonnx), "Greater Where")]
    [InlineData(-1, nameof(OnnxDialect.Where), "Greater Where")]
    public void Each_sign_of_zero_has_a_spelling(int zero, string dialectName, string operators)
    {
        var dialect = Enum.Parse<OnnxDialect>(dialectName);
        string text = $"input %x : float32[4]\n%y = sign(%x) {{zero={zero}}} : float32[4]\nreturn %y";
        var model = Exported(text, dialect);
        Assert.Equal(operators.Split(' '), model.Graph.Node.Select(node => node.OpType));
        Assert.Equal(operators == "BipolarQuant" ? ["", "qonnx.custom_op.general"] : [""], model.OpsetImport.Select(set => set.Domain));
        Assert.Equal([zero, zero, -1, 1], Computed(text, dialect, [-0f, 0, -1e-40f, 3]));
    }

    [Theory]
    [InlineData("round(%x) {to=zero}", new float[] { 0, 0, -2, 3 })]
    [InlineData("compare(%x, %c) {relation=ne}", new float[] { 1, 0, 1, 1 })]
    [InlineData("select(%x, %c, %x)", new float[] { 0.5f, 0.5f, 0.5f, 0.5f })]
    [InlineData("prelu(%x, %c)", new float[] { -0.125f, 0.5f, -1.25f, 3 })]
    [InlineData("clip(%x) {low=-inf, high=1}", new float[] { -0.25f, 0.5f, -2.5f, 1 })]
    public void What_onnx_has_no_operator_for_is_spelled_with_others(string op, float[] expected)
    {
        string text = $"input %x : float32[4]\n%c = constant [0.5] : float32[1]\n%y = {op} : float32[4]\nreturn %y";
        Assert.Equal(expected, Computed(text, OnnxDialect.Qonnx, [-0.25f, 0.5f, -2.5f, 3]));
        Assert.Equal(expected, Computed(text, OnnxDialect.Where, [-0.25f, 0.5f, -2.5f, 3]));
    }

    [Theory]
    [InlineData("[0, 1, 2, 3]", "[0, 0, 1, 1, 2, 2]", "MultiThreshold", new float[] { 1, 0, 2, 2 })]
    [InlineData("[0, 1, 2, 3]", "[9, 0, 5, 7, 1, 8]", "GreaterOrEqual Where Add GreaterOrEqual Where Add", new float[] { 5, 0, 1, 8 })]
    public void Codes_are_counted_thresholds_or_sums(string limits, string codes, string operators, float[] expected)
    {
        string text = $$"""
            input %x : float32[1, 2, 2]
            %limits = constant {{limits}} : float32[2, 2]
            %codes = constant {{codes}} : uint8[3, 2]
            %q = quantize(%x, %limits, %codes) : uint8[1, 2, 2]
            %y = to_float(%q) : float32[1, 2, 2]
            return %y
            """;
        Assert.Equal(operators.Split(' '), Exported(text, OnnxDialect.Qonnx).Graph.Node.Select(node => node.OpType));
        Assert.Equal(expected, Computed(text, OnnxDialect.Qonnx, [0.5f, 0.5f, 2, 3]));
        Assert.Equal(expected, Computed(text, OnnxDialect.Where, [0.5f, 0.5f, 2, 3]));
    }

    /// <summary>Runtimes refuse an attribute that the operator set of the file does not have.</summary>
    [Theory]
    [InlineData(1, 3, 17)]
    [InlineData(2, 2, 19)]
    public void Only_a_dilated_average_needs_the_operator_set_that_has_its_dilations(int dilation, int extent, int operatorSet)
    {
        var model = Exported($$"""
            input %x : float32[1, 4, 4, 1]
            %sum = sum_pool(%x) {kernel=2x2, strides=1x1, pads=0x0x0x0, dilations={{dilation}}x{{dilation}}} : float32[1, {{extent}}, {{extent}}, 1]
            %four = constant [4] : float32[]
            %y = div(%sum, %four) : float32[1, {{extent}}, {{extent}}, 1]
            return %y
            """, OnnxDialect.Where);
        Assert.Equal(operatorSet, model.OpsetImport.Single().Version);
        var average = model.Graph.Node.Single(node => node.OpType == "AveragePool");
        Assert.Equal(dilation > 1, average.Attribute.Any(attribute => attribute.Name == "dilations"));
    }

    [Fact]
    public void Sums_of_windows_are_averages_where_they_are_divided_and_convolutions_by_ones_elsewhere()
    {
        const string Sums = """
            input %x : float32[1, 3, 3, 1]
            %sum = sum_pool(%x) {kernel=2x2, strides=1x1, pads=1x1x0x0, dilations=1x1} : float32[1, 3, 3, 1]

            """;
        const string Counts = "%counts = constant [1, 2, 2, 2, 4, 4, 2, 4, 4] : float32[1, 3, 3, 1]\n";
        float[] pixels = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        Case("%y = div(%sum, %counts) : float32[1, 3, 3, 1]\nreturn %y", Counts, "AveragePool", [1, 1.5f, 2.5f, 2.5f, 3, 4, 5.5f, 6, 7]);
        Case("%y = div(%sum, %four) : float32[1, 3, 3, 1]\nreturn %y", "%four = constant [4] : float32[]\n", "AveragePool",
            [0.25f, 0.75f, 1.25f, 1.25f, 3, 4, 2.75f, 6, 7]);
        Case("return %sum", "", "Conv", [1, 3, 5, 5, 12, 16, 11, 24, 28]);

        void Case(string rest, string constants, string expected, float[] scores)
        {
            string text = Sums + constants + rest;
            Assert.Contains(expected, Exported(text, OnnxDialect.Where).Graph.Node.Select(node => node.OpType));
            Assert.Equal(scores, Computed(text, OnnxDialect.Where, pixels));
        }
    }

    [Fact]
    public void Pixels_stay_pixels_and_their_scale_is_noted()
    {
        var graph = Parsed("input %x : uint8[1, 2] {scale=1/255}\n%f = to_float(%x) : float32[1, 2]\nreturn %f");
        Assert.Equal(TensorProto.Types.DataType.Uint8,
            ModelProto.Parser.ParseFrom(OnnxExporter.Export(graph, OnnxDialect.Where)).Graph.Input[0].Type.TensorType.ElemType);
        Assert.Equal(BnnPrinter.Print(graph), BnnPrinter.Print(RoundTrip.Of(graph, OnnxDialect.Where)));
    }

    [Fact]
    public void No_two_nodes_have_one_name()
    {
        var writer = new OnnxWriter(1, 2).Floats("w", [2, 2], 1, 2, 3, 4).Floats("b", [2], 1, 2).Float("half", 0.5f)
            .Node("s", "Gemm", "x w b").Node("qonnx.custom_op.general", "y", "BipolarQuant", "s half");
        var model = ModelProto.Parser.ParseFrom(OnnxExporter.Export(writer.Import(), OnnxDialect.Qonnx));
        Assert.Equal(4, model.Graph.Node.Count);
        Assert.Equal(4, model.Graph.Node.Select(node => node.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("input %x : bit[1, 2]\n%y = to_float(%x) : float32[1, 2]\nreturn %y", "the input is bit[1, 2]")]
    [InlineData("input %x : float32[2, 2]\n%y = relu(%x) : float32[2, 2]\nreturn %y", "the input is float32[2, 2]")]
    [InlineData("input %x : float32[1, 2]\n%w = constant [++] : bit[1, 2]\n%y = float_dense(%x, %w) : float32[1, 1]\nreturn %y",
        "'float_dense' belongs to a graph after the passes")]
    [InlineData("input %x : float32[1]\n%t = constant [1] : float32[1, 1]\n%f = constant [+] : bit[1]\n"
        + "%y = threshold(%x, %t, %f) : bit[1]\nreturn %y", "'threshold' of float32[1] gives bit[1]")]
    public void What_is_no_imported_graph_is_refused(string text, string message)
    {
        var error = Assert.Throws<DiagnosticException>(() => Exported(text, OnnxDialect.Qonnx)).Diagnostic;
        Assert.Equal("BNN1017", error.Code);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Random_networks_compute_the_same_behind_a_file() =>
        RandomNetworks.Case(examples: 2).Hold(ComesBack, iter: 100);

    [Fact]
    public void Random_convolutional_networks_compute_the_same_behind_a_file() =>
        Gen.Int[0, 1_000_000_000].Hold(seed => ComesBack(RandomConvolutionalNetworks.Case(seed, examples: 2)), iter: 200);

    /// <summary>The importer refuses a deviation of 0.</summary>
    [Fact]
    public void Random_selecting_networks_compute_the_same_behind_a_file() =>
        Gen.Int[0, 1_000_000_000].Select(seed => RandomSelectingNetworks.Case(seed, examples: 2))
            .Where(c => c.Network.ToGraph("random").Ops.OfType<BatchNorm>().All(norm => norm.Variance.Floats.Values.All(variance => variance > 0)))
            .Hold(ComesBack, iter: 200);

    /// <summary>A comparison that something else reads as a number is a condition nevertheless.</summary>
    [Fact]
    public void A_condition_that_is_read_as_a_number_too_comes_back_as_one()
    {
        var graph = Parsed("""
            input %x : float32[1, 2]
            %w = constant [++ +-] : bit[2, 2]
            %d = dense(%x, %w) : float32[1, 2]
            %zero = constant [0] : float32[]
            %c = compare(%d, %zero) {relation=ne} : float32[1, 2]
            %sum = add(%d, %c) : float32[1, 2]
            %one = constant [1] : float32[]
            %not = sub(%one, %c) : float32[1, 2]
            %two = constant [2] : float32[]
            %s = select(%not, %two, %one) : float32[1, 2]
            %y = mul(%sum, %s) : float32[1, 2]
            return %y
            """);
        foreach (var dialect in Enum.GetValues<OnnxDialect>())
        {
            var once = RoundTrip.Of(graph, dialect);
            Assert.Equal(BnnPrinter.Print(once), BnnPrinter.Print(RoundTrip.Of(once, dialect)));
            Assert.Equal(graph.Ops.Count(op => op is Compare), once.Ops.Count(op => op is Compare));
        }
    }

    private static void ComesBack(NetworkCase example)
    {
        var graph = example.Network.ToGraph("random");
        foreach (var dialect in Enum.GetValues<OnnxDialect>())
        {
            var once = RoundTrip.Of(graph, dialect);
            Assert.Equal(BnnPrinter.Print(once), BnnPrinter.Print(RoundTrip.Of(once, dialect)));
            foreach (float[] values in example.PromisedExamples(graph))
                Assert.Equal(Scores(graph, values), Scores(once, values));
        }
    }

    private static float[] Scores(Graph graph, float[] values) =>
        [.. ((Tensor<float>)GraphInterpreter.Run(graph, NetworkCase.InputOf(graph, values)).Single()).Values];

    private static float[] Computed(string text, OnnxDialect dialect, float[] x)
    {
        var graph = RoundTrip.Of(Parsed(text), dialect);
        return [.. ((Tensor<float>)GraphInterpreter.Run(graph, Tensor.Of(graph.Inputs[0].Type.Shape, [.. x])).Single()).Values];
    }

    private static ModelProto Exported(string text, OnnxDialect dialect)
    {
        var graph = Parsed(text);
        byte[] file = OnnxExporter.Export(graph, dialect);
        Assert.Equal(file, OnnxExporter.Export(graph, dialect));
        return ModelProto.Parser.ParseFrom(file);
    }

    private static Graph Parsed(string body) => BnnParser.Parse($"bnn 1\ngraph test\n{body}\n", "test");
}
