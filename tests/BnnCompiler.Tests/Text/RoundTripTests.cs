// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Text;

public class RoundTripTests
{
    [Fact]
    public void A_small_network_reads_as_in_the_specification()
    {
        var x = new Input(new(ElementType.Bit, new(1, 8))).Named("x", null);
        var w = new Constant(BitTensor.FromPredicate(new(2, 8), i => i < 8 && i % 2 == 0)).Named("w", null);
        var dot = new BinaryDense(x, w).Named("dot", new("MatMul_16"));
        var y = new ToFloat(dot);

        Assert.Equal(
            """
            bnn 1
            graph tiny
              input %x : bit[1, 8]
              %w = constant [+-+-+-+- --------] : bit[2, 8]
              %dot = binary_dense(%x, %w) : int32[1, 2] from "MatMul_16"
              %to_float1 = to_float(%dot) : float32[1, 2]
              return %to_float1

            """,
            BnnPrinter.Print(new("tiny", [x], [y])));
    }

    [Fact]
    public void Names_are_made_valid_and_unique()
    {
        var x = new Input(new(ElementType.Float32, new(1))).Named("0/x", null);
        var a = new Relu(x).Named("relu1", null);
        var b = new Relu(a).Named("relu1", null);
        var c = new Relu(b);
        string text = BnnPrinter.Print(new("1 net", [x], [c]));

        Assert.Contains("graph _1_net\n", text, StringComparison.Ordinal);
        Assert.Contains("%relu1 = relu(%_0_x)", text, StringComparison.Ordinal);
        Assert.Contains("%relu1_2 = relu(%relu1)", text, StringComparison.Ordinal);
        Assert.Contains("%relu2 = relu(%relu1_2)", text, StringComparison.Ordinal);
        Assert.Equal(text, BnnPrinter.Print(BnnParser.Parse(text, "t.bnn")));
    }

    [Fact]
    public void Long_names_are_cut_and_stay_unique()
    {
        string name = new('a', 300);
        var x = new Input(new(ElementType.Float32, new(1))).Named(name, null);
        var y = new Relu(x).Named(name, null);
        string text = BnnPrinter.Print(new("g", [x], [y]));

        var parsed = BnnParser.Parse(text, "t.bnn");
        Assert.Equal(new string('a', 256), parsed.Inputs[0].Name);
        Assert.Equal(new string('a', 255) + "2", parsed.Outputs[0].Name);
        Assert.Equal(text, BnnPrinter.Print(parsed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("fc1/MatMul")]
    [InlineData("quote \" backslash \\ tab \t new line \n")]
    [InlineData("\u00e9\u2028\ud83d\ude00\ud800\uffff\0")]
    public void An_origin_is_any_text(string node)
    {
        var x = new Input(new(ElementType.Float32, new(1))).Named("x", new Origin(node));
        string text = BnnPrinter.Print(new("g", [x], [x]));

        Assert.All(text, c => Assert.True(c is (>= ' ' and <= '~') or '\n'));
        Assert.Equal(node, BnnParser.Parse(text, "t.bnn").Inputs[0].Origin!.Node);
    }

    [Fact]
    public void Floats_keep_every_bit_inline_and_as_data()
    {
        int[] bits = [0, int.MinValue, 0x7F800000, unchecked((int)0xFF800000), 0x7FC00000, unchecked((int)0xFFC00000), 0x7F800001, 0x7FBFFFFF,
            unchecked((int)0xFFFFFFFF), 1, 0x007FFFFF, 0x3DCCCCCD, 0x7F7FFFFF, 0x4B800001];
        foreach (int copies in new[] { 1, 8 })
        {
            var values = Enumerable.Repeat(bits, copies).SelectMany(b => b).Select(BitConverter.Int32BitsToSingle).ToImmutableArray();
            var read = (Tensor<float>)RoundTrip(Tensor.Of(new Shape(copies, bits.Length), values));
            Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), read.Values.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(65)]
    public void Integers_keep_their_values_inline_and_as_data(int count)
    {
        Shape shape = new(count);
        var i8 = new Tensor<sbyte>(new(ElementType.Int8, shape), [.. Enumerable.Range(0, count).Select(i => i == 0 ? sbyte.MinValue : (sbyte)i)]);
        var i16 = new Tensor<short>(new(ElementType.Int16, shape), [.. Enumerable.Range(0, count).Select(i => (short)(i - 32768))]);
        var i32 = Tensor.Of(shape, [.. Enumerable.Range(0, count).Select(i => int.MaxValue - (i << 20))]);
        var u8 = Tensor.Of(shape, [.. Enumerable.Range(0, count).Select(i => (byte)(255 - i))]);

        Assert.Equal(i8.Values.AsEnumerable(), ((Tensor<sbyte>)RoundTrip(i8)).Values);
        Assert.Equal(i16.Values.AsEnumerable(), ((Tensor<short>)RoundTrip(i16)).Values);
        Assert.Equal(i32.Values.AsEnumerable(), ((Tensor<int>)RoundTrip(i32)).Values);
        Assert.Equal(u8.Values.AsEnumerable(), ((Tensor<byte>)RoundTrip(u8)).Values);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 64)]
    [InlineData(2, 65)]
    [InlineData(3, 128)]
    [InlineData(5, 13)]
    [InlineData(63, 63)]
    public void Bits_keep_their_words(int rows, int columns)
    {
        var bits = BitTensor.FromPredicate(new(rows, columns), i => (i * i) % 3 == 1);
        Assert.Equal(bits.Words.AsEnumerable(), ((BitTensor)RoundTrip(bits)).Words);
    }

    [Fact]
    public void A_scalar_has_no_extents()
    {
        var scalar = RoundTrip(Tensor.Of(new Shape(ImmutableArray<int>.Empty), 1.5f));
        Assert.Equal(0, scalar.Type.Shape.Rank);
        Assert.Equal(1.5, scalar[0]);
    }

    [Fact]
    public void Data_are_little_endian_words_in_lines_of_120_characters()
    {
        var words = Enumerable.Range(0, 12).Select(i => 0x0123456789ABCDEFUL << i).ToImmutableArray();
        var constant = new Constant(new BitTensor(new(ElementType.Bit, new(12, 64)), words)).Named("w", null);
        string[] lines = BnnPrinter.Print(new("g", [], [constant])).Split('\n');

        Assert.Equal("  %w = constant @w : bit[12, 64]", lines[2]);
        Assert.Equal("data @w", lines[4]);
        Assert.StartsWith("  782riWdFIwHe", lines[5], StringComparison.Ordinal);
        Assert.Equal(122, lines[5].Length);
        Assert.Equal("  " + Convert.ToBase64String(words.Skip(11).SelectMany(BitConverter.GetBytes).ToArray().AsSpan(2)), lines[6]);
        Assert.Equal("", lines[7]);
    }

    private static Tensor RoundTrip(Tensor tensor)
    {
        var graph = new Graph("g", [], [new Constant(tensor).Named("value", null)]);
        string text = BnnPrinter.Print(graph);
        var parsed = BnnParser.Parse(text, "t.bnn");
        Assert.Equal(text, BnnPrinter.Print(parsed));
        var value = ((Constant)parsed.Outputs[0]).Value;
        Assert.Equal(tensor.Type, value.Type);
        return value;
    }
}
