// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Tests.Planning;

public class PointwiseWalkTests
{
    [Theory]
    [InlineData("1, 4, 4, 64", "1")]
    [InlineData("1, 5, 5, 3", "1, 5, 5, 3")]
    public void Elements_are_one_row_where_no_constant_is_by_channel(string image, string constant)
    {
        var walk = Walk(new Add(Floats(image), Constant(constant)));
        Assert.Equal(1, walk.Rows);
        Assert.Equal(Shape(image).ElementCount, walk.RowLength);
        Assert.True(walk.InVectors);
    }

    [Fact]
    public void A_constant_by_channel_makes_a_row_of_each_pixel() =>
        Assert.Equal(new(16, 70, InVectors: true), Walk(new Add(Floats("1, 4, 4, 70"), Constant("70"))));

    [Fact]
    public void A_constant_by_channel_of_a_vector_is_one_by_element() =>
        Assert.Equal(new(1, 70, InVectors: true), Walk(new Add(Floats("1, 70"), Constant("70"))));

    [Theory]
    [InlineData("1, 4, 4, 64", 1, 1024)]
    [InlineData("1, 4, 4, 70", 16, 70)]
    [InlineData("1, 70", 1, 70)]
    public void Bits_that_fill_no_whole_words_make_a_row_of_each_pixel(string image, int rows, int rowLength) =>
        Assert.Equal(new(rows, rowLength, InVectors: true), Walk(new ToFloat(new Input(new(ElementType.Bit, Shape(image))))));

    [Theory]
    [InlineData("1, 63", false)]
    [InlineData("1, 64", true)]
    [InlineData("1, 1000", true)]
    public void Few_scores_are_computed_one_by_one(string scores, bool inVectors) =>
        Assert.Equal(inVectors, Walk(new Relu(Floats(scores))).InVectors);

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void Rows_shorter_than_a_vector_may_be_are_computed_one_by_one(int channels, bool inVectors) =>
        Assert.Equal(new(64, channels, inVectors), Walk(new Add(Floats($"1, 8, 8, {channels}"), Constant(NumberText.Of(channels)))));

    [Fact]
    public void What_is_computed_in_float64_or_widened_is_computed_one_by_one()
    {
        var sums = new Input(new(ElementType.Int32, Shape("1, 64")));
        Assert.False(Walk(new Affine(sums, new Constant(Tensor.Of(new Shape(1), 1)), 0.5, 1)).InVectors);
        Assert.False(Walk(new ToFloat(new Input(new(ElementType.UInt8, Shape("1, 64"))))).InVectors);
        Assert.True(Walk(new ToFloat(sums)).InVectors);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(72, false)]
    public void Rows_are_whole_vectors_only_at_every_width(int channels, bool isWhole) =>
        Assert.Equal(isWhole, Walk(new Add(Floats($"1, 2, 2, {channels}"), Constant(NumberText.Of(channels)))).IsWholeVectors);

    [Fact]
    public void Kernels_have_no_walk() =>
        Assert.Null(PointwiseWalk.Of([new Transpose(Floats("1, 2, 3"), [0, 2, 1])], WordLayout.Of64));

    private static PointwiseWalk Walk(Op op) => PointwiseWalk.Of([op], WordLayout.Of64)!;

    private static Input Floats(string shape) => new(new(ElementType.Float32, Shape(shape)));

    private static Constant Constant(string shape) =>
        new(RandomTensors.Of(new(ElementType.Float32, Shape(shape)), new(1)));

    private static Shape Shape(string text) =>
        new([.. text.Split(", ").Select(extent => int.Parse(extent, System.Globalization.CultureInfo.InvariantCulture))]);
}
