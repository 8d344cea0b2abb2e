// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx;
using BnnCompiler.Onnx.Operators;
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>What is refused, with which words, and where.</summary>
public class RefusalTests
{
    private static OnnxWriter Tiny => new OnnxWriter(1, 4).Float("one", 1).Floats("w", [4, 2], 1, -1, 1, 1, -1, 1, 1, -1);

    private static void Refuses(OnnxWriter model, string code, string place, params string[] words) => RefusesWith(null, model, code, place, words);

    private static void RefusesWith(ImportOptions? options, OnnxWriter model, string code, string place, params string[] words)
    {
        var error = model.Refused(options);
        Assert.Equal((code, place, DiagnosticSeverity.Error), (error.Code, error.Place, error.Severity));
        Assert.All(words, word => Assert.Contains(word, error.Message));
    }

    [Fact]
    public void Model_of_too_many_parts_is_refused()
    {
        static ImportOptions With(ImportLimits limits) => new() { Limits = limits };
        var model = Tiny.Node("a", "Relu", "x").Node("y", "Relu", "a");
        RefusesWith(With(new() { FileBytes = 10 }), model, "BNN1002", "", "at most 10");
        RefusesWith(With(new() { StructureBytes = 20 }), model, "BNN1002", "", "names, nodes and attributes", "at most 20");
        RefusesWith(With(new() { Nodes = 1 }), model, "BNN1002", "", "nodes is 2");
        RefusesWith(With(new() { Initializers = 1 }), model, "BNN1002", "", "initializers is 2");
        RefusesWith(With(new() { NameLength = 3 }), model, "BNN1002", "", "characters of a name");
        RefusesWith(With(new() { Rank = 1 }), model, "BNN1002", "", "axes of input 'x' is 2");
        RefusesWith(With(new() { Elements = 3 }), model, "BNN1002", "", "elements of input 'x'");
        Refuses(Tiny.Node("y", "Min", string.Join(' ', Enumerable.Repeat("one", 1001))), "BNN1002", "", "inputs");
        RefusesWith(With(new() { ConstantWork = 20 }), Tiny.Node("a", "Neg", "w").Node("b", "Neg", "a").Node("y", "MatMul", "x b"),
            "BNN1002", "node 'b_Neg'", "at most 20");
        Refuses(Tiny.Integers("s", 1 << 11, 1 << 11).Node("c", "ConstantOfShape", "s").Node("y", "Add", "x c"),
            "BNN1002", "node 'c_ConstantOfShape'", "4194304 elements");
        RefusesWith(With(new() { GrownElements = 5 }),
            Tiny.Integers("s", 1, 2, 3).Node("c", "Concat", "s s", Int("axis", 0)).Node("y", "Reshape", "x c"),
            "BNN1002", "node 'c_Concat'", "6 elements");
        Refuses(new OnnxWriter(1, 1 << 14).Node("t", "Transpose", "x").Node("y", "Add", "x t"), "BNN1002", "node 'y_Add'", "the result is");
    }

    [Fact]
    public void Unknown_versions_are_refused()
    {
        var model = Tiny.Node("y", "Relu", "x");
        model.Model.IrVersion = 99;
        Refuses(model, "BNN1003", "", "IR version 99", "3 to 13");
        model.Model.IrVersion = 8;
        model.Model.OpsetImport[0].Version = 6;
        Refuses(model, "BNN1003", "", "operator set 6", "7 to 26");
        model.Model.OpsetImport[0].Version = 999;
        Refuses(model, "BNN1003", "", "operator set 999");
        model.Model.OpsetImport.Clear();
        Refuses(model, "BNN1003", "", "operator set none");
    }

    [Fact]
    public void Names_have_to_be_defined_once()
    {
        Refuses(Tiny.Node("y", "Relu", "x").Node("y", "Neg", "x"), "BNN1004", "", "'y' is defined twice", "y_Relu", "y_Neg");
        Refuses(Tiny.Node("y", "Relu", "x").Node("one", "Neg", "x"), "BNN1004", "", "'one' is defined twice", "an initializer");
        Refuses(Tiny.Node("y", "Relu", "x").Node("x", "Neg", "y"), "BNN1004", "", "'x' is defined twice", "an input");
        Refuses(Tiny.Float("one", 2).Node("y", "Relu", "x"), "BNN1004", "", "'one' is defined twice");
        Refuses(Tiny.Input("x", 1, 4).Node("y", "Relu", "x"), "BNN1004", "", "'x' is defined twice");
        Refuses(Tiny.Float("", 2).Node("y", "Relu", "x"), "BNN1004", "", "has no name");
        Refuses(Tiny.Node("y", "Add", "x ghost"), "BNN1004", "node 'y_Add'", "'ghost' is not defined");
        Refuses(Tiny.Node("z", "Relu", "x"), "BNN1004", "", "output 'y' is not defined");
        Refuses(Tiny.Node("y", "Clip", "x", Float32("min", 0), Float32("min", 1)), "BNN1004", "node 'y_Clip'", "'min' is given twice");
    }

    [Fact]
    public void Cycles_are_refused()
    {
        Refuses(Tiny.Node("y", "Add", "x y"), "BNN1004", "node 'y_Add'", "own output");
        Refuses(Tiny.Node("a", "Add", "x c").Node("b", "Relu", "a").Node("c", "Relu", "b").Node("y", "Relu", "c"),
            "BNN1004", "node 'a_Add'", "'c' depends on this node's own output");
    }

    [Fact]
    public void Graph_needs_outputs_and_itself()
    {
        var model = Tiny.Node("y", "Relu", "x");
        model.Graph.Output.Add(model.Graph.Output[0].Clone());
        Refuses(model, "BNN1004", "", "lists an output twice");
        model.Graph.Output.Clear();
        Refuses(model, "BNN1004", "", "no output");
        model.Model.Graph = null;
        Refuses(model, "BNN1004", "", "no graph");
    }

    [Fact]
    public void Inputs_other_than_one_tensor_of_floats_are_refused()
    {
        Refuses(Tiny.Input("x2", 1, 4).Node("y", "Add", "x x2"), "BNN1007", "", "2 inputs ('x', 'x2')", "exactly one");
        Refuses(new OnnxWriter().Float("one", 1).Node("y", "Relu", "one"), "BNN1007", "", "no input");
        Refuses(new OnnxWriter(1, -1).Node("y", "Relu", "x"), "BNN1007", "input 'x'", "extent 1", "('N')", "only the batch");
        Refuses(new OnnxWriter(-1).Node("y", "Relu", "x"), "BNN1007", "input 'x'", "extent 0");
        Refuses(new OnnxWriter(1, 1 << 26, 1 << 26).Node("y", "Relu", "x"), "BNN1007", "input 'x'", "more than");
        Refuses(new OnnxWriter().Input("x").Node("y", "Relu", "x"), "BNN1007", "input 'x'", "single number");

        var model = Tiny.Node("y", "Relu", "x");
        var type = model.Graph.Input[0].Type.TensorType;
        type.ElemType = TensorProto.Types.DataType.Double;
        Refuses(model, "BNN1007", "input 'x'", "element type Double");
        type.Shape = null;
        Refuses(model, "BNN1007", "input 'x'", "does not declare");
        type.Shape = new() { Dim = { new TensorShapeProto.Types.Dimension { DimValue = -7 } } };
        Refuses(model, "BNN1007", "input 'x'", "-7");
    }

    [Theory]
    [InlineData("ConvTranspose", "", "transposed convolutions")]
    [InlineData("Resize", "", "resize its input")]
    [InlineData("Upsample", "", "resize its input")]
    [InlineData("DepthToSpace", "", "rearranged inside")]
    [InlineData("Split", "", "parts of an activation")]
    [InlineData("LpPool", "", "the greatest element of a window, the average or the sum")]
    [InlineData("InstanceNormalization", "", "train with BatchNormalization")]
    [InlineData("LayerNormalization", "", "statistics that are constants")]
    [InlineData("Im2Col", "finn.custom_op.general", "before FINN's step LowerConvsToMatMul")]
    [InlineData("GRU", "", "recurrent")]
    [InlineData("LSTM", "", "recurrent")]
    [InlineData("If", "", "control flow")]
    [InlineData("Erf", "", "fold constants")]
    [InlineData("BipolarQuant", "com.example", "quantizers of QONNX")]
    [InlineData("Relu", "onnx.brevitas", "quantizers of QONNX")]
    public void Unknown_operators_are_refused_by_name_and_domain(string op, string domain, string reason) => Refuses(
        Tiny.Node(domain, "y", op, "x one"), "BNN1008", $"node 'y_{op}'", $"'{op}'", domain.Length == 0 ? "'ai.onnx'" : $"'{domain}'", reason,
        "docs/diagnostics/BNN1008.md");

    [Fact]
    public void Page_of_unknown_operators_lists_what_is_supported()
    {
        string page = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "docs", "diagnostics", "BNN1008.md"));
        Assert.All(OperatorTable.All, op => Assert.Contains($"`{op.Type}`", page));
    }

    [Fact]
    public void Nodes_that_break_their_operators_rules_are_refused()
    {
        Refuses(Tiny.Node("y", "Add", "x"), "BNN1009", "node 'y_Add'", "Add has 1 inputs; 2 are expected");
        Refuses(Tiny.Node("y", "Clip", "x one one one"), "BNN1009", "node 'y_Clip'", "1 to 3 are expected");
        Refuses(Tiny.Node("y", "MatMul", "x _"), "BNN1009", "node 'y_MatMul'", "2 are expected");
        Refuses(Tiny.Floats("v", [1, 3], 1, 2, 3).Node("y", "Add", "x v"), "BNN1009", "node 'y_Add'", "[1, 4]", "[1, 3]", "broadcast");
        Refuses(Tiny.Floats("v", [3, 2], 1, 2, 3, 4, 5, 6).Node("y", "MatMul", "x v"), "BNN1009", "node 'y_MatMul'", "4 features", "expect 3");
        Refuses(Tiny.Node("y", "Flatten", "x", Int("axis", 3)), "BNN1009", "node 'y_Flatten'", "axis 3", "out of range");
        Refuses(Tiny.Node("y", "Flatten", "x", Float32("axis", 3)), "BNN1009", "node 'y_Flatten'", "of type Float; Int");
        Refuses(Tiny.Integers("t", 1, 5).Node("y", "Reshape", "x t"), "BNN1009", "node 'y_Reshape'", "[1, 4] as [1, 5]");
        Refuses(Tiny.Integers("t", long.MaxValue, long.MaxValue, -1).Node("y", "Reshape", "x t"),
            "BNN1009", "node 'y_Reshape'", "number of elements");
        Refuses(Tiny.Integers("t", 1, 1, 0).Node("y", "Reshape", "x t"), "BNN1009", "node 'y_Reshape'", "keeps axis 2");
        Refuses(Tiny.Node("y", "Transpose", "x", Ints("perm", 0, 0)), "BNN1009", "node 'y_Transpose'", "once");
        Refuses(Tiny.Node("y", "Squeeze", "x", Ints("axes", 1)), "BNN1009", "node 'y_Squeeze'", "not 1");
        Refuses(Tiny.Node("y", "Where", "x one one"), "BNN1009", "node 'y_Where'", "bools");
        Refuses(Tiny.Node("c", "Greater", "x one").Node("y", "Add", "c one"), "BNN1009", "node 'y_Add'", "holds bools", "Cast");
        Refuses(Tiny.Float("nan", float.NaN).Node("y", "Clip", "x nan"), "BNN1009", "node 'y_Clip'", "limits of clip", "nan");
        Refuses(Tiny.Integer("i", 1).Integer("zero", 0).Node("d", "Div", "i zero").Node("y", "Reshape", "x d"),
            "BNN1009", "node 'd_Div'", "divides by zero");
        Refuses(Tiny.Integer("i", long.MaxValue).Node("d", "Add", "i i").Node("y", "Reshape", "x d"), "BNN1009", "node 'd_Add'", "overflows");
        Refuses(Tiny.Floats("t", [3, 1], 1, 2, 3).Node("y", "MultiThreshold", "x t"), "BNN1009", "node 'y_MultiThreshold'", "3 channels", "has 4");
        Refuses(Tiny.Floats("t", [1, 1], 1).Node("y", "MultiThreshold", "x t", Chars("out_dtype", "BIPOLAR")),
            "BNN1009", "node 'y_MultiThreshold'", "BIPOLAR", "2 and -1");
    }

    [Fact]
    public void Supported_operators_in_other_forms_are_refused()
    {
        Refuses(Tiny.Node("y", "Gemm", "x w", Int("transA", 1)), "BNN1010", "node 'y_Gemm'", "transA=1");
        Refuses(Tiny.Node("y", "MatMul", "x x"), "BNN1010", "node 'y_MatMul'", "weights", "constant");
        Refuses(Tiny.Node("y", "MatMul", "w x"), "BNN1010", "node 'y_MatMul'", "weights", "constant");
        Refuses(new OnnxWriter(1, 2, 4).Floats("w", [4, 2], 1, -1, 1, 1, -1, 1, 1, -1).Node("y", "MatMul", "x w"),
            "BNN1010", "node 'y_MatMul'", "one row", "Flatten");
        Refuses(Tiny.Node("y", "Tanh", "x"), "BNN1010", "node 'y_Tanh'", "constant");
        Refuses(Tiny.Float("three", 3).Node("p", "Pow", "one three").Node("y", "Add", "x p"), "BNN1010", "node 'p_Pow'", "exponent 3");
        Refuses(Tiny.Node("y", "Max", "x x"), "BNN1010", "node 'y_Max'", "every input but one", "constant");
        Refuses(Tiny.Node("y", "Relu", "x", Int("colour", 3)), "BNN1010", "node 'y_Relu'", "'colour' of Relu is not known");
        Refuses(Tiny.Node("a b", "Dropout", "x").Node("y", "Add", "a b"), "BNN1010", "node 'a b_Dropout'", "output 1 of Dropout is used");
        Refuses(Tiny.Node("y", "Cast", "x", Int("to", 2)), "BNN1010", "node 'y_Cast'", "UINT8, which holds 0 to 255", "from -inf to inf", "Clip");
        Refuses(Tiny.Node("c", "Clip", "x one").Node("y", "Cast", "c", Int("to", 3)), "BNN1010", "node 'y_Cast'", "INT8", "from 1 to inf");
        Refuses(Tiny.Float("v", 256).Node("c", "Cast", "v", Int("to", 2)).Node("y", "Add", "x c"), "BNN1010", "node 'c_Cast'", "too large for UINT8");
        Refuses(Tiny.Node("c", "Cast", "x", Int("to", 7)).Node("y", "Add", "c c"), "BNN1010", "node 'y_Add'", "from -inf to inf", "16777216", "Clip");
        Refuses(Tiny.Node("y", "Cast", "x", Int("to", 11)), "BNN1010", "node 'y_Cast'", "DOUBLE", "float32");
        Refuses(Tiny.Node("y", "ArgMax", "x", Int("axis", 0)), "BNN1010", "node 'y_ArgMax'", "axis 0");
        Refuses(Tiny.Integers("k", 2).Node("v y", "TopK", "x k"), "BNN1010", "node 'v y_TopK'", "k=1");
        Refuses(Tiny.Node("i", "ArgMax", "x", Int("axis", 1)).Node("y", "Add", "i one"),
            "BNN1010", "node 'y_Add'", "node 'i_ArgMax'", "end of the network");
        var statistics = new OnnxWriter(1, 2, 2).Floats("v", [2], 1, 1);
        Refuses(statistics.Node("y", "BatchNormalization", "x v v v v", Int("training_mode", 1)),
            "BNN1010", "node 'y_BatchNormalization'", "evaluation mode");
    }

    [Fact]
    public void Batch_normalization_without_a_deviation_is_refused()
    {
        static OnnxWriter Norm(float variance, float mean) => new OnnxWriter(1, 2)
            .Floats("o", [2], 1, 1).Floats("m", [2], 0, mean).Floats("v", [2], 1, variance)
            .Node("y", "BatchNormalization", "x o o m v", Float32("epsilon", 0.5f));
        Refuses(Norm(-1, 0), "BNN1012", "node 'y_BatchNormalization'", "channel 1", "variance -1 + epsilon 0.5");
        Refuses(Norm(1, float.NaN), "BNN1012", "node 'y_BatchNormalization'", "channel 1", "not a number");
        Assert.Equal([1, 1], Norm(-0.25f, 0).Run(0, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1/0")]
    [InlineData("-1")]
    [InlineData("1/255/3")]
    [InlineData("nan")]
    [InlineData("1e99")]
    [InlineData("1,5")]
    [InlineData("1/")]
    public void Input_scales_that_are_no_positive_fraction_are_refused(string scale) =>
        RefusesWith(new() { InputScale = scale }, Tiny.Node("y", "Relu", "x"), "BNN1013", "", $"'{scale}'", "1/255");

    [Fact]
    public void Input_scale_for_a_model_of_pixels_is_refused()
    {
        var model = Tiny.Node("c", "Cast", "x", Int("to", 1)).Node("y", "Relu", "c");
        model.Graph.Input[0].Type.TensorType.ElemType = TensorProto.Types.DataType.Uint8;
        RefusesWith(new() { InputScale = "1/255" }, model, "BNN1013", "input 'x'", "uint8 already");
    }

    [Fact]
    public void Softmax_at_the_end_is_refused_with_the_way_out() =>
        Refuses(Tiny.Node("y", "Softmax", "x"), "BNN1014", "node 'y_Softmax'", "dropped", "logits");

    [Fact]
    public void Outputs_that_are_no_scores_are_refused()
    {
        Refuses(Tiny.Node("y", "Neg", "one"), "BNN1015", "output 'y'", "does not depend");
        Refuses(Tiny.Node("y", "Identity", "x"), "BNN1015", "output 'y'", "the input itself");
        Refuses(Tiny.Node("y", "Shape", "x"), "BNN1015", "output 'y'", "does not depend");
        Refuses(Tiny.Node("y", "Greater", "x one"), "BNN1015", "output 'y'", "bools");
    }

    [Fact]
    public void Features_beyond_a_plain_graph_are_refused()
    {
        var bytes = ByteString.CopyFromUtf8("anything");
        var subgraph = new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = bytes };
        Refuses(Tiny.Node("y", "If", "x", subgraph), "BNN1016", "node 'y_If'", "'If' contains a subgraph");

        static OnnxWriter With(Action<ModelProto> change)
        {
            var model = Tiny.Node("y", "Relu", "x");
            change(model.Model);
            return model;
        }

        Refuses(With(model => model.Functions.Add(bytes)), "BNN1016", "", "functions");
        Refuses(With(model => model.TrainingInfo.Add(bytes)), "BNN1016", "", "training");
        Refuses(With(model => model.Graph.SparseInitializer.Add(bytes)), "BNN1016", "", "sparse");
        Refuses(With(model => model.Graph.Node[0].Overload = "f"), "BNN1016", "node 'y_Relu'", "function");
        Refuses(With(model => model.Graph.Input[0].Type.TensorType = null), "BNN1016", "input 'x'", "not a dense tensor");
    }

    [Fact]
    public void Text_of_the_model_is_escaped_in_messages()
    {
        var error = new OnnxWriter(1, 1).Node("y", "\u001b[31mBad\u202e\n", "x").Refused();
        Assert.All(error.ToString(), c => Assert.InRange(c, ' ', '~'));
        Assert.Contains("\\u001B[31mBad\\u202E\\u000A", error.Message);
    }

    [Fact]
    public void Every_code_of_the_importer_has_its_page() => Assert.All(
        DiagnosticCatalog.All.Where(entry => entry.Code.StartsWith("BNN1", StringComparison.Ordinal)),
        entry => Assert.StartsWith($"# {entry.Code}: {entry.Title}\n",
            File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "docs", "diagnostics", $"{entry.Code}.md")), StringComparison.Ordinal));
}
