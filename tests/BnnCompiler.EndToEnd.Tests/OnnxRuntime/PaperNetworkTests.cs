// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.EndToEnd.Tests.Properties;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Runtime.Inputs;
using Xunit.Abstractions;

namespace BnnCompiler.EndToEnd.Tests.OnnxRuntime;

/// <summary>
/// The networks of the paper with random weights and batch norms: zero padding, pools before batch norm, negative scales. Interpreter,
/// generated C# and native program give the same bits, and ONNX Runtime running the file the same hidden bits, classes and scores.
/// </summary>
public class PaperNetworkTests(PaperNetworkFixture networks, ITestOutputHelper output) : IClassFixture<PaperNetworkFixture>
{
    /// <summary>
    /// Float32 is off by some 1e-7 in the first layer's batch norms, whose results are about 1; by 3.4e-6 in the worst of millions of elements.
    /// </summary>
    private const double FirstLayerRounding = 2e-6;

    [Theory]
    [InlineData("mnist")]
    [InlineData("cifar10")]
    [InlineData("svhn")]
    public void Generated_csharp_gives_the_interpreters_scores(string name)
    {
        var network = networks[name];
        var engine = CSharpEngine.Of(network.Model);
        float[] scores = new float[network.Model.ClassCount];
        for (int image = 0; image < network.Inputs.Count; image++)
        {
            engine.Run(network.Inputs.Pixels(image), scores);
            AssertSame(network.Scores[image], scores, image);
        }
    }

    [FactWithTools("gcc")]
    public Task Mnist_as_a_native_program_gives_the_interpreters_scores() => AssertNative("mnist");

    [FactWithTools("gcc")]
    public Task Cifar10_as_a_native_program_gives_the_interpreters_scores() => AssertNative("cifar10");

    [FactWithTools("gcc")]
    public Task Svhn_as_a_native_program_gives_the_interpreters_scores() => AssertNative("svhn");

    /// <summary>
    /// Sums of hidden layers are integers, which float32 adds exactly in any order, so all bits behind them have to be equal; and those of the first
    /// layer, whose terms 2 p / 255 - 1 float32 rounds, unless a sum lies within that rounding of its threshold. In these images none does.
    /// </summary>
    [Theory]
    [InlineData("mnist", 3)]
    [InlineData("cifar10", 8)]
    [InlineData("svhn", 8)]
    public void Onnx_runtime_gives_the_same_hidden_bits_classes_and_scores(string name, int hiddenLayers)
    {
        var network = networks[name];
        string[] between = [.. network.Layers.Select(layer => layer.Tensor), network.FirstNorm];
        using var runtime = new OnnxRuntimeModel(File.ReadAllBytes(network.Path), between);
        Assert.Equal(hiddenLayers, network.Layers.Length);
        double nearest = double.PositiveInfinity, greatest = 0;
        var both = new Lock();
        Parallel.For(0, network.Inputs.Count, image =>
        {
            var found = runtime.Run(network.Inputs.Pixels(image).ToArray());
            float toThreshold = found[^1].Values.Min(Math.Abs);
            for (int layer = 0; layer < network.Layers.Length; layer++)
            {
                int differing = ChannelsFirstBits.Differing(network.Bits[image][layer], found[layer + 1]);
                Assert.True(differing == 0, string.Create(CultureInfo.InvariantCulture,
                    $"image {image}: {differing} bits of {network.Layers[layer].Tensor} differ; first layer within {toThreshold:g2} of zero"));
            }

            Assert.Equal(ScoreComparison.ClassOf(network.Scores[image]), ScoreComparison.ClassOf(found[0].Values));
            double difference = ScoreComparison.AssertClose(network.Scores[image], found[0].Values, $"image {image}");
            lock (both)
                (nearest, greatest) = (Math.Min(nearest, toThreshold), Math.Max(greatest, difference));
        });
        Assert.True(nearest > FirstLayerRounding, string.Create(CultureInfo.InvariantCulture,
            $"a sum of the first layer is within {nearest:g2} of its threshold: its bit may differ on other processors; choose another seed"));
        int bits = network.Layers.Sum(layer => layer.Bits.Type.Shape.ElementCount);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{network.Inputs.Count} images, {bits} equal bits each; first layer within {nearest:g2} of a sign change; scores within {greatest:g2}"));
    }

    private async Task AssertNative(string name)
    {
        var network = networks[name];
        string folder = networks.PathOf(name), inputs = networks.PathOf(name + ".raw"), scores = networks.PathOf(name + ".npy");
        var request = NativeBuild.Request(network.Model, name, NativeKind.Exe, new(NativePlatform.LinuxX64, CpuLevel.Native), folder);
        var built = await new NativeAotToolchain().BuildAsync(request, CancellationToken.None);
        Assert.True(built.Fault is null, $"{built.Fault}\n{string.Join('\n', built.Log)}");
        File.WriteAllBytes(inputs, network.Inputs.Bytes);
        var run = Command.Run(built.Files[0], inputs, "--quiet", "--output", scores);
        Assert.True(run.ExitCode == 0, run.Error);
        var found = InputFile.Read(scores, new(InputElement.Float32, [1, network.Model.ClassCount]));
        Assert.Equal(network.Inputs.Count, found.Count);
        for (int image = 0; image < found.Count; image++)
            AssertSame(network.Scores[image], found.Values(image), image);
    }

    private static void AssertSame(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, int image)
    {
        string? difference = CompiledCase.Difference(expected, found);
        Assert.True(difference is null, $"image {image}: {difference}");
    }
}
