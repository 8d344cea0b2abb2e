// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.Passes;

public class ShareRepeatedFiltersTests
{
    private const int Seed = 4711;

    [Theory]
    [InlineData(nameof(ElementType.Bit), 12, 8)]
    [InlineData(nameof(ElementType.UInt8), 164, 64)]
    [InlineData(nameof(ElementType.Int16), 194, 64)]
    public void A_padded_convolution_computes_its_distinct_filters(string element, int outputs, int distinct)
    {
        var random = new Random(Seed);
        var input = new Input(new(Enum.Parse<ElementType>(element), new(1, 5, 6, 3)));
        Window window = new(new(3, 2, 1, 1, 1), new(3, 1, 1, 0, 1));
        CheckShared(new BinaryConv(input, Repeating(outputs, distinct, new(3, 3, 3), random), window, 1), distinct, random);
    }

    [Fact]
    public void A_dense_layer_of_many_inputs_computes_its_distinct_filters()
    {
        var random = new Random(Seed);
        var input = new Input(new(ElementType.Bit, new(1, 400)));
        CheckShared(new BinaryDense(input, Repeating(20, 7, new(400), random)), 7, random);
    }

    [Fact]
    public void Sums_of_floats_stay_as_they_are()
    {
        var input = new Input(new(ElementType.Float32, new(1, 4, 4, 8)));
        Window window = new(new(3, 1, 0, 0, 1), new(3, 1, 0, 0, 1));
        var layer = new BinaryConv(input, Repeating(256, 1, new(3, 3, 8), new(Seed)), window, 1);
        Assert.IsType<BinaryConv>(new ShareRepeatedFilters().Run(new("g", [input], [layer]), new()).Outputs[0]);
    }

    [Fact]
    public void A_kernel_of_sixty_four_outputs_gains_nothing_from_fewer()
    {
        var input = new Input(new(ElementType.UInt8, new(1, 4, 4, 8)));
        Window window = new(new(3, 1, 0, 0, 1), new(3, 1, 0, 0, 1));
        var layer = new BinaryConv(input, Repeating(64, 1, new(3, 3, 8), new(Seed)), window, 1);
        Assert.IsType<BinaryConv>(new ShareRepeatedFilters().Run(new("g", [input], [layer]), new()).Outputs[0]);
    }

    private static void CheckShared(Op layer, int distinct, Random random)
    {
        var input = (Input)layer.Operands[0];
        Graph graph = new("g", [input], [layer]);
        var shared = new ShareRepeatedFilters().Run(graph, new());
        var select = Assert.IsType<SelectChannels>(shared.Outputs[0]);
        Assert.Equal(distinct, select.Input.Type.Shape.Channels);
        Assert.Equal(distinct, select.Sources.Integers.Values.Distinct().Count());
        Assert.NotEqual(0, select.Negated.Bits.CountSet(0));
        var packed = new SelectKernels(CSharpKernels.Fastest).Run(shared, new());
        for (int example = 0; example < 3; example++)
        {
            var x = RandomTensors.Of(input.Type, random);
            Assert.Equal(Sums(graph, x), Sums(shared, x));
            Assert.Equal(Sums(graph, x), Sums(packed, x));
        }
    }

    private static int[] Sums(Graph graph, Tensor x) => [.. ((Tensor<int>)GraphInterpreter.Run(graph, x)[0]).Values];

    /// <summary>Weights of as many outputs, of which the first ones differ and the others repeat or negate them.</summary>
    private static Constant Repeating(int outputs, int distinct, Shape filter, Random random)
    {
        int length = filter.ElementCount;
        bool[][] filters = [.. Enumerable.Range(0, distinct).Select(_ => Enumerable.Range(0, length).Select(_ => random.Next(2) == 1).ToArray())];
        int[] sources = [.. Enumerable.Range(0, outputs).Select(n => n < distinct ? n : random.Next(distinct))];
        bool[] negated = [.. Enumerable.Range(0, outputs).Select(n => n >= distinct && n % 2 == 1)];
        var shape = new Shape([outputs, .. filter.Extents]);
        return new(BitTensor.FromPredicate(shape, i => filters[sources[i / length]][i % length] ^ negated[i / length]));
    }
}
