// SPDX-License-Identifier: MIT
using System.Text.Json;
using BenchmarkModels;
using BnnCompiler.EndToEnd.Tests.RealModels;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Commands;

public sealed class InspectTests : IDisposable
{
    private const int Narrow = 80;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_figures_of_the_network_of_cifar10_are_those_of_the_paper()
    {
        using var folder = new TestFolder();
        var graph = RandomModel.Of(PaperNetworks.All.Single(network => network.Name == "cifar10"));
        string model = folder.Write("cifar10.onnx", OnnxExporter.Export(graph, OnnxDialect.Qonnx));
        using var json = JsonDocument.Parse(Bnnc.Done("inspect", model, "--json").Output);
        var layers = Layers(json).Where(layer => layer.GetProperty("weights").GetInt64() > 0)
            .ToDictionary(layer => layer.GetProperty("name").GetString()!);
        Assert.Equal(14_022_016, layers.Values.Sum(layer => layer.GetProperty("weights").GetInt64()));
        Assert.All(layers.Values, layer => Assert.Equal(1, layer.GetProperty("bitsPerWeight").GetInt32()));
        Assert.Equal(32_768, json.RootElement.GetProperty("arenaBytes").GetInt32());

        // Of the 512 kernels of 3x3 signs there are 256 up to their inverse. The second convolution has them all.
        var weights = graph.Ops.OfType<Conv>().First().Weights.Floats.Values;
        int distinct = Enumerable.Range(0, 128 * 3)
            .Select(kernel => string.Concat(Enumerable.Range(0, 9).Select(tap => Sign(kernel, tap) == Sign(kernel, 0) ? '+' : '-')))
            .Distinct().Count();
        Check("conv1", "pattern_conv_threshold", 3 * 9, 128 * 3, distinct, 128);
        Check("conv3", "pixel_conv_threshold", 128 * 9, 256 * 128, 256, 256);
        Check("fc1", "sliced_threshold", 512 * 4 * 4, 0, 0, 1024);

        float Sign(int kernel, int tap) => weights[(((kernel / 3 * 9) + tap) * 3) + (kernel % 3)];

        void Check(string name, string kernel, int fanIn, int kernels, int distinctKernels, int filters)
        {
            Assert.Equal((kernel, fanIn), (layers[name].GetProperty("kernel").GetString(), layers[name].GetProperty("fanIn").GetInt32()));
            Assert.Equal([kernels, distinctKernels, filters, filters], Repeated(layers[name]));
        }
    }

    [Fact]
    public void The_list_of_the_network_of_cifar10_ends_with_the_room_that_it_needs()
    {
        using var folder = new TestFolder();
        var graph = RandomModel.Of(PaperNetworks.All.Single(network => network.Name == "cifar10"));
        string output = Bnnc.Done("inspect", folder.Write("cifar10.onnx", OnnxExporter.Export(graph, OnnxDialect.Qonnx))).Output;
        Assert.Contains("total: 14,022,016 weights (1,752,752 bytes), ", output, StringComparison.Ordinal);
        Assert.Contains(", 32,768 bytes of working memory\n", output, StringComparison.Ordinal);
        Assert.Contains("  pixel_conv_threshold, weights of 294,912 bits (36,864 bytes): ", output, StringComparison.Ordinal);
        Assert.All(
            output.Split('\n').SkipWhile(line => !line.StartsWith("layer ", StringComparison.Ordinal))
                .TakeWhile(line => line.Length > 0).Where(line => line[0] != ' '),
            line => Assert.True(line.Length <= Narrow, line));
    }

    [Fact]
    public void The_figures_of_digits_are_those_of_its_layers()
    {
        using var json = JsonDocument.Parse(Bnnc.Done(["inspect", DigitsFiles.Model, .. DigitsFiles.Scale, "--json"]).Output);
        Assert.Equal(10, json.RootElement.GetProperty("classes").GetInt32());
        Assert.Equal("1/255", json.RootElement.GetProperty("inputScale").GetString());

        // 256-128-64-10, one of the 64 being the same for every input.
        Assert.Equal(["threshold", "nibble_threshold", "nibble_threshold", "xnor_dense"],
            Layers(json).Take(4).Select(layer => layer.GetProperty("kernel").GetString()));
        Assert.Equal([0, 256 * 128, 128 * 63, 63 * 10, 0], Layers(json).Select(layer => layer.GetProperty("weights").GetInt64()));
        Assert.Equal(
            [256, 2 * 256 * 128, 2 * 128 * 63, 2 * 63 * 10, 6 * 10], Layers(json).Select(layer => layer.GetProperty("operations").GetInt64()));
        Assert.Equal("BNN2102", Assert.Single(json.RootElement.GetProperty("notes").EnumerateArray()).GetProperty("code").GetString());
    }

    [SharedFileFact(Mnist.Tfc)]
    public void Tfc_has_the_weights_that_its_layers_multiply_to()
    {
        using var json = JsonDocument.Parse(Bnnc.Done("inspect", Mnist.At(Mnist.Tfc), "--input-scale", "1/255", "--json").Output);
        Assert.Equal((784 * 64) + (64 * 64) + (64 * 64) + (64 * 10), Layers(json).Sum(layer => layer.GetProperty("weights").GetInt64()));
        Assert.Equal(59_008, Layers(json).Sum(layer => layer.GetProperty("weights").GetInt64()));
    }

    [Fact]
    public void The_list_of_layers_fits_a_narrow_terminal()
    {
        var layers = new Cli.Models.LayerReport[]
        {
            new("layer1", "xnor_threshold", "bit[1, 1024]", 784, 802_816, 1, 1_605_632, 106_496, new(0, 0, 1024, 1024),
                "binary input and weights; everything up to the sign is one comparison"),
            new("out", "add + to_float", "float32[1, 10]", 0, 0, 1, 20, 0, null, "float"),
        };
        Assert.Equal(
            """
            layer   result          fan-in  weights  operations  const bytes
            layer1  bit[1, 1024]       784  802,816   1,605,632      106,496
              xnor_threshold, weights of 802,816 bits (100,352 bytes): binary input and
              weights; everything up to the sign is one comparison; 1,024 of 1,024 filters
              distinct
            out     float32[1, 10]                           20
              add + to_float: float

            """,
            Cli.Output.LayerList.Text(layers, Narrow));
    }

    [Theory]
    [InlineData("uint8", "not integers: what is made of the 8-bit input")]
    [InlineData("float32", "not binary: the input is real-valued")]
    public void Sums_of_floats_say_what_they_are_made_of(string input, string reason)
    {
        string numbers = input == "uint8" ? "to_float(%x)" : "relu(%x)";
        string file = _folder["mean-by-channel.bnn"];
        File.WriteAllText(file,
            $$"""
            bnn 1
            graph g
              input %x : {{input}}[1, 2]
              %numbers = {{numbers}} : float32[1, 2]
              %mean = constant [100.5, 99] : float32[2]
              %centered = sub(%numbers, %mean) : float32[1, 2]
              %w = constant [1, -1] : float32[1, 2]
              %y = dense(%centered, %w) : float32[1, 1] from "fc1"
              return %y

            """);
        Assert.Contains(reason, Bnnc.Done("inspect", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_convolution_along_one_axis_has_kernels_and_filters()
    {
        using var folder = new TestFolder();
        string model = folder.Write("line.bnn", """
            bnn 1
            graph line
              input %x : float32[1, 5, 1]
              %bits = sign(%x) {zero=1} : float32[1, 5, 1]
              %image = reshape(%bits) : float32[1, 1, 5, 1] from "conv"
              %w = constant [1, 1, 1, -1, 1, 1, -1, -1, -1] : float32[3, 1, 3, 1]
              %conv = conv(%image, %w) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 1, 3, 3] from "conv"
              %line = reshape(%conv) : float32[1, 3, 3] from "conv"
              return %line

            """);
        using var json = JsonDocument.Parse(Bnnc.Done("inspect", model, "--json").Output);
        var layer = Layers(json).Single(layer => layer.GetProperty("kernel").GetString() == "xnor_conv");
        Assert.Equal([3, 2, 3, 2], Repeated(layer));
    }

    [Fact]
    public void Filters_of_constant_channels_are_no_more_counted_than_their_weights()
    {
        using var folder = new TestFolder();
        string model = folder.Write("dead.bnn", """
            bnn 1
            graph dead
              input %x : float32[1, 4]
              %bits = sign(%x) {zero=1} : float32[1, 4]
              %w1 = constant [1, 1, 1, 1, 1, -1, 1, -1, 1, 1, -1, -1] : float32[3, 4]
              %sums = dense(%bits, %w1) : float32[1, 3] from "first"
              %offset = constant [0, 9, 0] : float32[3]
              %shifted = add(%sums, %offset) : float32[1, 3]
              %hidden = sign(%shifted) {zero=1} : float32[1, 3]
              %w2 = constant [1, 1, -1, -1, 1, 1] : float32[2, 3]
              %scores = dense(%hidden, %w2) : float32[1, 2] from "second"
              return %scores

            """);
        using var json = JsonDocument.Parse(Bnnc.Done("inspect", model, "--json").Output);
        JsonElement[] layers = [.. Layers(json).Where(layer => layer.TryGetProperty("filters", out _))];
        Assert.Equal([2 * 4, 2 * 2], layers.Select(layer => layer.GetProperty("weights").GetInt64()));
        Assert.Equal([[0, 0, 2, 2], [0, 0, 2, 1]], layers.Select(Repeated));
    }

    [Theory]
    [InlineData("  input %x : uint8[1, 2, 2, 1]\n  %numbers = to_float(%x) : float32[1, 2, 2, 1]", "pooling of pixels or codes, as bytes")]
    [InlineData("  input %numbers : float32[1, 2, 2, 1]", "the numbers of the input are pooled, which no layer has computed")]
    public void A_pool_of_the_input_does_not_blame_a_layer(string input, string reason)
    {
        using var folder = new TestFolder();
        string model = folder.Write("pool.bnn", $$"""
            bnn 1
            graph pool
            {{input}}
              %pool = max_pool(%numbers) {kernel=2x2, strides=1x1, pads=0x0x0x0, dilations=1x1} : float32[1, 1, 1, 1]
              %flat = reshape(%pool) : float32[1, 1]
              %w = constant [1, -1] : float32[2, 1]
              %scores = dense(%flat, %w) : float32[1, 2]
              return %scores

            """);
        using var json = JsonDocument.Parse(Bnnc.Done("inspect", model, "--json").Output);
        var pool = Layers(json).Single(layer => layer.GetProperty("kernel").GetString() == "max_pool");
        Assert.Equal(reason, pool.GetProperty("reason").GetString());
    }

    [Fact]
    public void Everything_that_inspect_prints_goes_to_stdout()
    {
        var run = Bnnc.Done(["inspect", DigitsFiles.Model, .. DigitsFiles.Scale]);
        Assert.Empty(run.Errors);
        Assert.StartsWith("digits: uint8[1, 1, 16, 16], pixels scaled by 1/255 -> 10 scores\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\ntotal: 41,462 weights (5,183 bytes), 83,240 operations,\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Kernels, distinct ones, filters, distinct ones.</summary>
    private static int[] Repeated(JsonElement layer)
    {
        return [Count("kernels"), Count("distinctKernels"), Count("filters"), Count("distinctFilters")];

        int Count(string name) => layer.GetProperty(name).GetInt32();
    }

    private static JsonElement.ArrayEnumerator Layers(JsonDocument json) => json.RootElement.GetProperty("layers").EnumerateArray();
}
