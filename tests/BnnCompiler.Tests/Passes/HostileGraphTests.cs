// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Tests.Passes;

/// <summary>Graphs that no training tool makes: the compiler answers in time, with a graph or with a diagnostic.</summary>
public class HostileGraphTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait("Length", "Long")]
    public void Ten_thousand_pools_in_a_row_do_not_exhaust_the_stack()
    {
        var input = new Input(new(ElementType.Float32, new(1, 2, 2, 1)));
        Op chain = new Conv(input, Filters(1, 1, 1, 1), Window.Of(1, 1), 1);
        for (int i = 0; i < 10_000; i++)
            chain = new MaxPool(chain, Window.Of(1, 1));
        var graph = Lowered(Classifier(input, new Sign(chain, 1)));
        Assert.Equal(10_000, graph.Ops.Count(op => op is MaxPool or BitPool));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [Trait("Length", "Long")]
    public void Large_padded_windows_on_large_images_are_not_visited_tap_by_tap(int offset)
    {
        var input = new Input(new(ElementType.UInt8, new(1, 1024, 1024, 1)));
        var axis = new WindowAxis(255, 1, 127, 127, 1);
        Op pixels = new Add(new Multiply(new ToFloat(input), Scalar(1 / 300f)), Scalar(offset));
        Op bits = new Sign(new Conv(pixels, Filters(1, 255, 255, 1), new(axis, axis), 1), 1);
        Op small = new MaxPool(new Conv(bits, Filters(1, 255, 255, 1), new(axis, axis), 1), Window.Of(1024, 1024));
        Lowered(Classifier(input, new Sign(small, 1)));
    }

    [Fact]
    public void A_pool_that_lies_mostly_in_its_padding_is_made_in_no_time()
    {
        var input = new Input(new(ElementType.Float32, new(1, 16384, 1, 1)));
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < 100; i++)
            Assert.Equal(32767, new MaxPool(input, new(new(16384, 1, 16383, 16383, 1), new(1, 1, 0, 0, 1))).Type.Shape[1]);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"it took {clock.Elapsed}");
    }

    [Fact]
    public void A_pool_with_a_window_in_the_padding_of_the_far_side_is_refused()
    {
        var input = new Input(new(ElementType.Float32, new(1, 3, 1, 1)));
        Assert.Throws<InvalidOpException>(() => new MaxPool(input, new(new(2, 2, 0, 3, 1), new(1, 1, 0, 0, 1))).Type);
        Assert.Throws<InvalidOpException>(() => new MaxPool(input, new(new(2, 1, 2, 0, 1), new(1, 1, 0, 0, 1))).Type);

        // Taps at -2 and 2, so that the first window skips the whole image of one row.
        var pixel = new Input(new(ElementType.Float32, new(1, 1, 1, 1)));
        Assert.Throws<InvalidOpException>(() => new MaxPool(pixel, new(new(2, 1, 2, 2, 4), new(1, 1, 0, 0, 1))).Type);
    }

    [Fact]
    public void A_flatten_of_many_pixels_of_one_channel_is_refused_where_its_weights_grow_too_large()
    {
        var input = new Input(new(ElementType.Float32, new(1, 256, 256, 1)));
        Op bits = new Sign(new Conv(input, Filters(1, 1, 1, 1), Window.Of(1, 1), 1), 1);
        var dense = new Dense(new Reshape(bits, new(1, 65536)), Signs(new(65, 65536)));
        var fault = Assert.Throws<DiagnosticException>(() => Lowered(new("g", [input], [dense])));
        Assert.Equal("BNN2006", fault.Diagnostic.Code);
    }

    [Fact]
    public void Steps_of_a_quantizer_that_may_overflow_a_sum_are_refused()
    {
        var input = new Input(new(ElementType.UInt8, new(1, 65536)));
        var steps = new Round(new Multiply(new Multiply(new ToFloat(input), new ToFloat(input)), Scalar(0.5f)), "nearest");
        var fault = Assert.Throws<DiagnosticException>(() => Lowered(new("g", [input], [new Dense(steps, Signs(new(2, 65536)))])));
        Assert.Equal("BNN2006", fault.Diagnostic.Code);
    }

    [Fact]
    public void A_flatten_of_joined_rows_of_bits_is_compiled()
    {
        var input = new Input(new(ElementType.Float32, new(2, 3)));
        Op bits = new Concat(new Sign(input, 1), new Sign(new Add(input, Scalar(1)), 1));
        var dense = new Dense(new Reshape(bits, new(1, 12)), Signs(new(2, 12)));
        Assert.NotEmpty(Compiler.Compile(new("g", [input], [dense]), new CSharpTarget(new("Example", "Joined")), new()).Code.Sources);
    }

    private static Graph Lowered(Graph graph)
    {
        var clock = Stopwatch.StartNew();
        var lowered = Compiler.Lower(graph, new());
        Assert.True(clock.Elapsed < Patience, $"it took {clock.Elapsed}");
        return lowered;
    }

    /// <summary>A dense layer of one output behind bits of an image.</summary>
    private static Graph Classifier(Input input, Op bits)
    {
        var flat = new Reshape(bits, new(1, bits.Type.Shape.ElementCount));
        return new("g", [input], [new Dense(flat, Signs(new(2, flat.Type.Shape.ElementCount)))]);
    }

    private static Constant Filters(params ImmutableArray<int> shape) => Signs(new(shape));

    private static Constant Signs(Shape shape) =>
        new(Tensor.Of(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(i => unchecked((uint)i * 2_654_435_761) >> 31 == 0 ? 1f : -1f)]));

    private static Constant Scalar(float value) => new(Tensor.Of(new Shape(1), value));
}
