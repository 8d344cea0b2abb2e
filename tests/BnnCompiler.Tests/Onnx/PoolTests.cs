// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using CsCheck;
using static BnnCompiler.Tests.Onnx.ChannelsFirst;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

public class PoolTests
{
    private static readonly ChannelsFirst Image = Of(3, 7, 6);

    private static OnnxWriter Node(string op, params AttributeProto[] attributes) => new OnnxWriter(1, 3, 7, 6).Node("y", op, "x", attributes);

    private static void Computes(ChannelsFirst expected, OnnxWriter model)
    {
        Assert.Equal($"float32[1, {expected.Channels}, {expected.Height}, {expected.Width}]", model.Import().Outputs.Single().Type.ToString());
        Assert.Equal(expected.Values, model.Run(Image.Values));
    }

    private static float Mean(float[] window) => window.Sum() / window.Length;

    [Fact]
    public void Max_pool_with_every_attribute()
    {
        Computes(Image.Pool(new(2, 3), window => window.Max()), Node("MaxPool", Ints("kernel_shape", 2, 3)));
        Computes(
            Image.Pool(new(2, 3) { StrideY = 2, StrideX = 3, Top = 1, Left = 2, Bottom = 1, Right = 2, DilationY = 3, DilationX = 2 },
                window => window.Max()),
            Node("MaxPool", Ints("kernel_shape", 2, 3), Ints("strides", 2, 3), Ints("pads", 1, 2, 1, 2), Ints("dilations", 3, 2), Int("ceil_mode", 0),
                Int("storage_order", 1)));
    }

    [Fact]
    public void Padding_of_a_max_pool_is_no_zero() => Assert.Equal([-1, -1, -2, -2], new OnnxWriter(1, 1, 1, 3)
        .Node("y", "MaxPool", "x", Ints("kernel_shape", 1, 2), Ints("pads", 0, 1, 0, 1)).Run(-1, -3, -2));

    [Theory]
    [InlineData("SAME_UPPER", 0, 1)]
    [InlineData("SAME_LOWER", 1, 0)]
    [InlineData("VALID", 0, 0)]
    public void Max_pool_with_automatic_padding(string mode, int top, int bottom) => Computes(
        Image.Pool(new(2, 2) { StrideY = 2, StrideX = 2, Top = top, Bottom = bottom }, window => window.Max()),
        Node("MaxPool", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Chars("auto_pad", mode)));

    [Fact]
    public void Rounding_up_adds_the_window_that_is_cut_off() => Computes(
        Image.Pool(new(2, 2) { StrideY = 2, StrideX = 2, Bottom = 1 }, window => window.Max()),
        Node("MaxPool", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Int("ceil_mode", 1)));

    [Fact]
    public void Window_that_would_begin_in_the_padding_behind_does_not_exist()
    {
        // Rows: windows of 1 begin at 0, 3, 6; with one row of padding behind, rounded up, another would begin at 9.
        // Columns: begin at -1, 2, 5; the next would begin at 8, past the end at 7.
        Computes(
            Image.Pool(new(1, 2) { StrideY = 3, StrideX = 3, Left = 1, Right = 1 }, window => window.Max()),
            Node("MaxPool", Ints("kernel_shape", 1, 2), Ints("strides", 3, 3), Ints("pads", 0, 1, 1, 1), Int("ceil_mode", 1)));
        // One column, padded by two behind: of three windows that fit, the last lies in the padding.
        var model = new OnnxWriter(1, 1, 1, 2).Node("y", "MaxPool", "x", Ints("kernel_shape", 1, 2), Ints("strides", 1, 2), Ints("pads", 0, 0, 0, 2),
            Int("ceil_mode", 1));
        Assert.Equal([4], model.Run(3, 4));
    }

    [Fact]
    public void Rounding_up_gives_one_window_to_an_axis_shorter_than_it()
    {
        Computes(
            Image.Pool(new(8, 7) { StrideY = 2, StrideX = 2, Bottom = 1, Right = 1 }, window => window.Max()),
            Node("MaxPool", Ints("kernel_shape", 8, 7), Ints("strides", 2, 2), Int("ceil_mode", 1)));
        Computes(
            Image.Pool(new(9, 6) { StrideY = 3, Bottom = 2 }, Mean),
            Node("AveragePool", Ints("kernel_shape", 9, 6), Ints("strides", 3, 1), Int("ceil_mode", 1)));
    }

    // The axis lacks a whole stride, or more, so that rounding up gives none either.
    [Theory]
    [InlineData(9, 2)]
    [InlineData(10, 2)]
    [InlineData(8, 1)]
    public void Rounding_up_gives_no_window_that_lacks_a_stride(long kernel, long stride) => Assert.Equal(
        "BNN1009",
        Assert.Throws<DiagnosticException>(() =>
            Node("MaxPool", Ints("kernel_shape", kernel, 1), Ints("strides", stride, 1), Int("ceil_mode", 1)).Import()).Diagnostic.Code);

    [Fact]
    public void Average_pool_divides_by_what_lies_in_the_image()
    {
        Computes(Image.Pool(new(2, 3), window => window.Sum() / 6), Node("AveragePool", Ints("kernel_shape", 2, 3)));
        Computes(
            Image.Pool(new(3, 3) { StrideY = 2, StrideX = 2, Top = 1, Left = 1, Bottom = 1, Right = 1 }, Mean),
            Node("AveragePool", Ints("kernel_shape", 3, 3), Ints("strides", 2, 2), Ints("pads", 1, 1, 1, 1), Int("count_include_pad", 0)));
    }

    [Fact]
    public void Average_pool_that_counts_its_padding_divides_by_all() => Computes(
        Image.Pool(new(3, 3) { Top = 1, Left = 1, Bottom = 1, Right = 1 }, window => window.Sum() / 9),
        Node("AveragePool", Ints("kernel_shape", 3, 3), Ints("pads", 1, 1, 1, 1), Int("count_include_pad", 1)));

    [Fact]
    public void Average_pool_never_counts_what_rounding_up_adds()
    {
        OnnxWriter Model(long counts, long padding) => new OnnxWriter(1, 1, 1, 5).Node("y", "AveragePool", "x",
            Ints("kernel_shape", 1, 4), Ints("strides", 1, 3), Ints("pads", 0, padding, 0, padding), Int("ceil_mode", 1),
            Int("count_include_pad", counts));
        Assert.Equal([(1 + 2 + 3 + 4) / 4f, (4 + 5) / 2f], Model(1, 0).Run(1, 2, 3, 4, 5));
        Assert.Equal([(1 + 2 + 3 + 4) / 4f, (4 + 5) / 2f], Model(0, 0).Run(1, 2, 3, 4, 5));
        Assert.Equal([(0 + 1 + 2 + 3) / 4f, (3 + 4 + 5 + 0) / 4f], Model(1, 1).Run(1, 2, 3, 4, 5));
        Assert.Equal([(1 + 2 + 3) / 3f, (3 + 4 + 5) / 3f], Model(0, 1).Run(1, 2, 3, 4, 5));
    }

    [Fact]
    public void Average_pool_that_rounds_up_and_counts_its_padding_comes_back_from_a_file()
    {
        // Windows of 3 begin at -1, 1, 3 and, rounded up, at 5: of the last one the padding counts, but not what lies behind it.
        OnnxWriter Model(params long[] pads) => new OnnxWriter(1, 1, 4, 6).Node("y", "AveragePool", "x",
            Ints("kernel_shape", 1, 3), Ints("strides", 3, 2), Ints("pads", pads), Int("ceil_mode", 1), Int("count_include_pad", 1));
        float[] pixels = [.. Enumerable.Range(1, 24).Select(pixel => (float)pixel)];
        Assert.Equal([3 / 3f, 9 / 3f, 15 / 3f, 6 / 2f], Model(0, 1, 0, 1).Run(pixels)[..4]);
        Assert.Equal([3 / 3f, 9 / 3f, 15 / 3f, 6 / 3f], Model(0, 1, 0, 2).Run(pixels)[..4]);
        Assert.Equal([1 / 3f, 6 / 3f, 12 / 3f, 11 / 2f], Model(0, 2, 0, 0).Run(pixels)[..4]);
    }

    [Fact]
    public void Average_pools_of_every_shape_come_back_from_a_file() => Gen.Int[1, 4].Array[12].Hold(
        n =>
        {
            var model = new OnnxWriter(1, 1, 2 + n[0], 2 + n[1]).Node("y", "AveragePool", "x",
                Ints("kernel_shape", n[2], n[3]), Ints("strides", n[4], n[5]), Ints("dilations", 1 + (n[6] / 4), 1 + (n[7] / 4)),
                Ints("pads", n[8] % n[2], n[9] % n[3], n[10] % n[2], n[11] % n[3]), Int("ceil_mode", 1), Int("count_include_pad", 1));
            Graph graph;
            try
            {
                graph = OnnxImporter.Import(model.ToBytes(), "average", null, new(), new());
            }
            catch (DiagnosticException refusal) when (refusal.Message.Contains("does not fit", StringComparison.Ordinal))
            {
                return;
            }

            RoundTrip.Check(graph);
        },
        iter: 1000);

    [Fact]
    public void Average_of_single_elements_comes_back_from_a_file()
    {
        Computes(Image.Pool(new(1, 1) { StrideY = 2, StrideX = 3 }, Mean), Node("AveragePool", Ints("kernel_shape", 1, 1), Ints("strides", 2, 3)));
        Assert.Equal([1, 2], new OnnxWriter(1, 2, 1).Node("y", "AveragePool", "x", Ints("kernel_shape", 2), Ints("pads", 0, 1)).Run(1, 2));
    }

    [Fact]
    public void Average_of_windows_of_equal_counts_is_divided_by_one_number()
    {
        var divide = Assert.Single(Node("AveragePool", Ints("kernel_shape", 2, 3)).Import().Ops.OfType<Divide>());
        Assert.Equal([6], ((Constant)divide.Operands[1]).Floats.Values.ToArray());
        var padded = Assert.Single(Node("AveragePool", Ints("kernel_shape", 2, 2), Ints("pads", 1, 1, 1, 1)).Import().Ops.OfType<Divide>());
        Assert.Equal("1, 8, 7, 1", padded.Operands[1].Type.Shape.ToString());
    }

    [Fact]
    public void Global_pools_give_one_number_per_channel()
    {
        Computes(Image.Pool(new(7, 6), window => window.Max()), Node("GlobalMaxPool"));
        Computes(Image.Pool(new(7, 6), Mean), Node("GlobalAveragePool"));
        Assert.Equal([2, 5], new OnnxWriter(1, 2, 3).Node("y", "GlobalAveragePool", "x").Run(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void One_dimensional_pools()
    {
        Assert.Equal([2, 9, 5, 8],
            new OnnxWriter(1, 2, 4).Node("y", "MaxPool", "x", Ints("kernel_shape", 2), Ints("strides", 2)).Run(1, 2, 3, 9, 5, 4, 7, 8));
        Assert.Equal([1.5f, 6, 4.5f, 7.5f],
            new OnnxWriter(1, 2, 4).Node("y", "AveragePool", "x", Ints("kernel_shape", 2), Ints("strides", 2)).Run(1, 2, 3, 9, 5, 4, 7, 8));
    }

    [Theory]
    [InlineData("ReduceMean", 1)]
    [InlineData("ReduceMean", 0)]
    [InlineData("ReduceSum", 1)]
    [InlineData("ReduceMax", 0)]
    public void Reductions_over_rows_and_columns_are_global_pools(string op, long keeps)
    {
        Func<float[], float> function = op switch { "ReduceMean" => Mean, "ReduceSum" => window => window.Sum(), _ => window => window.Max() };
        float[] expected = Image.Pool(new(7, 6), function).Values;
        string type = keeps == 1 ? "float32[1, 3, 1, 1]" : "float32[1, 3]";
        foreach (var model in (OnnxWriter[])[
            Node(op, Ints("axes", 2, 3), Int("keepdims", keeps)),
            Node(op, Ints("axes", -1, -2), Int("keepdims", keeps)),
            new OnnxWriter(1, 3, 7, 6).Integers("a", 2, 3).Node("y", op, "x a", Int("keepdims", keeps))])
        {
            Assert.Equal(expected, model.Run(Image.Values));
            Assert.Equal(type, model.Import().Outputs.Single().Type.ToString());
        }
    }

    [Fact]
    public void Reductions_over_one_axis()
    {
        Computes(Image.Pool(new(7, 1), Mean), Node("ReduceMean", Ints("axes", 2)));
        Computes(Image.Pool(new(1, 6), Mean), Node("ReduceMean", Ints("axes", 3)));
        Assert.Equal([2, 5], new OnnxWriter(1, 2, 3).Node("y", "ReduceMean", "x", Ints("axes", 2), Int("keepdims", 0)).Run(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void Reductions_of_channels_last_images()
    {
        Assert.Equal([5, 8],
            new OnnxWriter(1, 2, 3, 2).Node("y", "ReduceMax", "x", Ints("axes", 1, 2), Int("keepdims", 0)).Run(1, 2, 3, 4, 5, 6, -1, 8, 3, 2, 1, 0));
        Assert.Equal([3, 4], new OnnxWriter(1, 3, 2).Node("y", "ReduceMean", "x", Ints("axes", 1), Int("keepdims", 0)).Run(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void Reductions_of_constants_over_any_axes() => Assert.Equal([2, 5], new OnnxWriter(1, 2).Floats("w", [2, 3, 1, 1], 1, -2, 3, -4, 5, -6)
        .Node("a", "Abs", "w").Node("m", "ReduceMean", "a", Ints("axes", 1, 2, 3), Int("keepdims", 0)).Node("y", "Add", "x m").Run(0, 0));

    [Fact]
    public void Reduction_without_axes_takes_all_or_none()
    {
        Assert.Equal([21], new OnnxWriter(1, 1, 2, 3).Node("y", "ReduceSum", "x").Run(1, 2, 3, 4, 5, 6));
        Assert.Equal([1, 2], new OnnxWriter(1, 2).Node("s", "ReduceSum", "x", Int("noop_with_empty_axes", 1)).Node("y", "Relu", "s").Run(1, 2));
    }
}
