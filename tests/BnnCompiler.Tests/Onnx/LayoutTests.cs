// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

public class LayoutTests
{
    private static string OutputType(OnnxWriter model) => model.Import().Outputs.Single().Type.ToString();

    private static OnnxWriter Image => new(1, 2, 2, 3);

    private static OnnxWriter Ended(OnnxWriter model) => model.Node("y", "Relu", "r");

    [Fact]
    public void Flatten_chain_of_old_exporters() => Assert.Equal("float32[1, 12]", OutputType(Ended(Image.Integer("zero", 0).Integers("rest", -1)
        .Node("s", "Shape", "x").Node("b", "Gather", "s zero").Node("u", "Unsqueeze", "b", Ints("axes", 0))
        .Node("t", "Concat", "u rest", Int("axis", 0)).Node("r", "Reshape", "x t"))));

    [Fact]
    public void Flatten_chain_with_slice_and_product() => Assert.Equal("float32[1, 12]", OutputType(Ended(Image
        .Integers("first", 0).Integers("one", 1).Integers("four", 4).Integer("i0", 0).Integer("i1", 1).Integer("i2", 2)
        .Node("s", "Shape", "x").Node("b", "Slice", "s first one").Node("rest", "Slice", "s one four first")
        .Node("c", "Gather", "rest i0").Node("h", "Gather", "rest i1").Node("v", "Gather", "rest i2")
        .Node("ch", "Mul", "c h").Node("p", "Mul", "ch v").Node("u", "Unsqueeze", "p first")
        .Node("t", "Concat", "b u", Int("axis", 0)).Node("r", "Reshape", "x t"))));

    [Theory]
    [InlineData("1 -1", 0, "float32[1, 12]")]
    [InlineData("0 -1", 0, "float32[1, 12]")]
    [InlineData("0 0 6", 0, "float32[1, 2, 6]")]
    [InlineData("12", 1, "float32[12]")]
    [InlineData("-1 3", 0, "float32[4, 3]")]
    public void Reshape_keeps_an_extent_for_0_and_computes_it_for_minus_1(string target, long allowZero, string expected) =>
        Assert.Equal(expected, OutputType(Ended(
            Image.Integers("t", [.. target.Split(' ').Select(long.Parse)]).Node("r", "Reshape", "x t", Int("allowzero", allowZero)))));

    [Theory]
    [InlineData(1, "float32[1, 12]")]
    [InlineData(0, "float32[1, 12]")]
    [InlineData(2, "float32[2, 6]")]
    [InlineData(-1, "float32[4, 3]")]
    [InlineData(4, "float32[12, 1]")]
    public void Flatten_splits_at_its_axis(long axis, string expected) =>
        Assert.Equal(expected, OutputType(Ended(Image.Node("r", "Flatten", "x", Int("axis", axis)))));

    [Fact]
    public void Squeeze_and_unsqueeze_take_axes_as_attribute_or_input()
    {
        Assert.Equal("float32[2, 2, 3]", OutputType(Ended(Image.Node("r", "Squeeze", "x", Ints("axes", 0)))));
        Assert.Equal("float32[2, 2, 3]", OutputType(Ended(Image.Node("r", "Squeeze", "x"))));
        Assert.Equal("float32[1, 2, 2, 3, 1]", OutputType(Ended(Image.Integers("a", -1).Node("r", "Unsqueeze", "x a"))));
        Assert.Equal("float32[1, 1, 2, 2, 3]", OutputType(Ended(Image.Node("r", "Unsqueeze", "x", Ints("axes", 1)))));
    }

    [Fact]
    public void Transpose_that_moves_only_axes_of_extent_one_is_a_reshape()
    {
        Assert.Equal("float32[2, 2, 1, 3]", OutputType(Ended(Image.Node("r", "Transpose", "x", Ints("perm", 1, 2, 0, 3)))));
        Assert.Equal("float32[6, 1]", OutputType(Ended(new OnnxWriter(1, 6).Node("r", "Transpose", "x"))));
    }

    [Fact]
    public void Transpose_of_a_constant_rearranges_it()
    {
        var model = new OnnxWriter(1, 3, 1, 2).Floats("c", [2, 1, 3], 1, 2, 3, 4, 5, 6).Node("t", "Transpose", "c", Ints("perm", 2, 1, 0))
            .Node("y", "Add", "x t");
        Assert.Equal([1, 4, 2, 5, 3, 6], model.Run(0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Expand_repeats_a_constant() => Assert.Equal(
        [1, 1, 2, 2], new OnnxWriter(1, 4).Floats("c", [2, 1], 1, 2).Integers("s", 2, 2).Integers("flat", 1, 4)
        .Node("e", "Expand", "c s").Node("f", "Reshape", "e flat").Node("y", "Add", "x f").Run(0, 0, 0, 0));

    [Fact]
    public void Expand_whose_shape_is_chosen_where_it_is_minus_one() => Assert.Equal([5, 5, 5], new OnnxWriter(1, 3).Float("c", 5)
        .Integers("given", -1, 3).Integer("any", -1)
        .Node("s", "Shape", "given")
        .Node("ones", "ConstantOfShape", "s",
            TensorOf("value", new() { DataType = TensorProto.Types.DataType.Int64, Dims = { 1 }, Int64Data = { 1 } }))
        .Node("open", "Equal", "given any").Node("shape", "Where", "open ones given")
        .Node("e", "Expand", "c shape").Node("y", "Add", "x e").Run(0, 0, 0));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Open_or_single_batch_is_one_example_without_a_note(long batch)
    {
        var log = new DiagnosticLog();
        Assert.Equal("float32[1, 5]", new OnnxWriter(batch, 5).Node("y", "Relu", "x").Import(log: log).Inputs.Single().Type.ToString());
        Assert.Empty(log.Entries);
    }

    [Fact]
    public void Fixed_batch_is_compiled_as_one_example()
    {
        var log = new DiagnosticLog();
        var graph = Ended(new OnnxWriter(32, 2, 3).Integers("t", 32, 6).Node("r", "Reshape", "x t")).Import(log: log);
        Assert.Equal("float32[1, 6]", graph.Outputs.Single().Type.ToString());
        var note = Assert.Single(log.Entries);
        Assert.Equal(("BNN1103", DiagnosticSeverity.Note, "input 'x'"), (note.Code, note.Severity, note.Place));
        Assert.Contains("batches of 32", note.Message);
    }

    [Fact]
    public void Identity_and_dropout_leave_no_trace()
    {
        var graph = new OnnxWriter(1, 2).Float("ratio", 0.5f).Node("i", "Identity", "x").Node("d mask", "Dropout", "i ratio")
            .Node("e", "Dropout", "d", Float32("ratio", 0.3f)).Node("y", "Relu", "e").Import();
        Assert.Equal(2, graph.Ops.Length);
    }

    [Fact]
    public void Constants_of_every_attribute()
    {
        var tensor = new TensorProto { DataType = TensorProto.Types.DataType.Float, Dims = { 2 }, FloatData = { 1, 2 } };
        Assert.Equal([1111, 2112], new OnnxWriter(1, 2)
            .Node("a", "Constant", "", TensorOf("value", tensor)).Node("b", "Constant", "", Float32("value_float", 10))
            .Node("c", "Constant", "", Floats32("value_floats", 100, 100)).Node("d", "Constant", "", Ints("value_ints", 1000, 2000))
            .Node("df", "Cast", "d", Int("to", 1))
            .Node("zero", "Constant", "", Int("value_int", 0)).Node("zf", "Cast", "zero", Int("to", 1))
            .Node("ab", "Add", "a b").Node("abc", "Add", "ab c").Node("abcd", "Add", "abc df").Node("all", "Add", "abcd zf")
            .Node("y", "Add", "x all").Run(0, 0));
    }

    [Fact]
    public void Nodes_may_come_in_any_order_and_unused_ones_do_not_matter() => Assert.Equal([4], new OnnxWriter(1, 1).Float("two", 2)
        .Node("y", "Mul", "a two").Node("lost", "LSTM", "x").Node("a", "Relu", "x").Run(2));

    [Fact]
    public void Ops_are_named_after_their_nodes()
    {
        var graph = new OnnxWriter(1, 1).Float("features.3.bias", 2).Node("7", "Add", "x features.3.bias").Node("y", "Relu", "7").Import();
        var add = (Add)graph.Outputs.Single().Operands.Single();
        Assert.Equal("add_7_Add", add.Name);
        Assert.Equal("7_Add", add.Origin!.Node);
        Assert.Equal("features_3_bias", add.Right.Name);
        Assert.Equal("tiny", graph.Name);
    }

    [Theory]
    [InlineData("Transpose", "perm", "2 1 0")]
    [InlineData("Transpose", "perm", "1 0 2")]
    [InlineData("Unsqueeze", "axes", "0")]
    [InlineData("ReduceMean", "axes", "0")]
    [InlineData("ReduceMax", "axes", "0 2")]
    public void What_mixes_the_examples_of_a_fixed_batch_is_refused(string op, string attribute, string axes)
    {
        var fault = Assert.Throws<DiagnosticException>(() => Ended(new OnnxWriter(2, 3, 4)
            .Node("r", op, "x", Ints(attribute, [.. axes.Split(' ').Select(long.Parse)]))).Import());
        Assert.Equal("BNN1010", fault.Diagnostic.Code);
        Assert.Contains("mixes the 2 examples of the batch", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_joins_the_examples_of_a_fixed_batch_is_refused()
    {
        OnnxWriter flattened = new OnnxWriter(2, 3).Node("r", "Flatten", "x", Int("axis", 0));
        OnnxWriter joined = new OnnxWriter(2, 3).Node("r", "Concat", "x x", Int("axis", 0));
        foreach (var model in new[] { flattened, joined })
        {
            Assert.Contains(
                "mixes the 2 examples", Assert.Throws<DiagnosticException>(() => Ended(model).Import()).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Mul")]
    public void A_constant_with_a_row_for_each_example_is_refused(string op) => Assert.Contains(
        "mixes the 2 examples",
        Assert.Throws<DiagnosticException>(
            () => Ended(new OnnxWriter(2, 3).Floats("c", [2, 3], 1, 2, 3, 4, 5, 6).Node("r", op, "x c")).Import()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_reshape_that_divides_a_fixed_batch_is_refused() => Assert.Contains(
        "mixes the 4 examples",
        Assert.Throws<DiagnosticException>(() => Ended(new OnnxWriter(4, 6).Integers("t", 2, -1).Node("r", "Reshape", "x t")).Import()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_transpose_inside_of_each_example_of_a_fixed_batch_is_none_of_it()
    {
        Assert.Equal("float32[1, 4, 3]", OutputType(Ended(new OnnxWriter(2, 3, 4).Node("r", "Transpose", "x", Ints("perm", 0, 2, 1)))));
        Assert.Equal("float32[1, 3]", OutputType(Ended(new OnnxWriter(2, 1, 3).Node("r", "Squeeze", "x"))));
    }
}
