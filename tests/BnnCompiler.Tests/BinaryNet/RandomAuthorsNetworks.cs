// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.BinaryNet;
using BnnCompiler.Tests.Networks;
using CsCheck;

namespace BnnCompiler.Tests.BinaryNet;

/// <summary>Random small networks of the paper's kind, with sums that meet their limits exactly, and scales that are negative or zero.</summary>
internal static class RandomAuthorsNetworks
{
    private static readonly Gen<int> Width = Gen.Frequency((8, Gen.Int[1, 12]), (2, Gen.Int[1, 70]), (1, Gen.OneOf(63, 64, 65)));

    private static readonly Gen<int> Extent = Gen.Int[1, 6];

    private static readonly Gen<float> Latent = Gen.Frequency((8, Gen.Float[-1f, 1f]), (1, Gen.OneOf(0f, -0f, 1e-40f, -1e-40f)));

    private static readonly Gen<float> Tied =
        Gen.Frequency((2, Gen.Int[-6, 6].Select(i => (float)i)), (1, Gen.Int[-9, 9].Select(i => i / 2f)), (2, Gen.Float[-8f, 8f]));

    private static readonly Gen<PixelScaling> Pixels = Gen.OneOf(
        PixelScaling.FromMinusOneToOne, PixelScaling.FromMinusOneToOne, new(1, 0), new(2, 0), new(1, -0.5f), new(1.7f, -0.3f));

    private static readonly Gen<ArchitectureLayer> Convolution =
        from outputs in Gen.Int[1, 9]
        from kernel in Gen.OneOf(1, 3, 3, 3, 5)
        from pool in Gen.OneOf(1, 1, 2, 3)
        select (ArchitectureLayer)new ConvolutionLayer(outputs, kernel, pool);

    private static readonly Gen<ArchitectureLayer> Dense = Width.Select(outputs => (ArchitectureLayer)new BnnCompiler.BinaryNet.DenseLayer(outputs));

    private static readonly Gen<Architecture> Shape =
        from image in Gen.Select(Gen.Int[1, 4], Extent, Extent)
        from row in Width
        from kind in Gen.Int[0, 3]
        from convolutions in Convolution.Array[1, 3]
        from dense in Dense.Array[1, 3]
        select kind switch
        {
            0 => new Architecture(1, 1, row, [.. dense]),
            1 => new Architecture(image.Item1, image.Item2, image.Item3, [.. dense]),
            _ => new Architecture(image.Item1, image.Item2, image.Item3, [.. Fitting(convolutions, Math.Min(image.Item2, image.Item3)), .. dense]),
        };

    private static readonly Gen<BinaryNetModel> Model =
        from architecture in Shape
        from pixels in Pixels
        from layers in Enumerable.Range(0, architecture.Layers.Length).Aggregate(
            Gen.Const(ImmutableArray<LayerParameters>.Empty),
            (before, i) => from others in before from layer in Parameters(architecture, i) select others.Add(layer))
        select new BinaryNetModel("random", architecture, layers, pixels);

    /// <summary>A network with examples for it.</summary>
    public static Gen<NetworkCase> Case(int examples) =>
        from model in Model
        from pixels in Gen.Frequency((3, Gen.Int[0, 255]), (1, Gen.OneOf(0, 127, 128, 255)))
            .Select(p => (float)p).Array[model.Architecture.Input.Count].Array[examples]
        select new NetworkCase(new AuthorsNetwork(model), pixels);

    /// <summary>Convolutions whose pools find an image of at least their size.</summary>
    private static IEnumerable<ArchitectureLayer> Fitting(ArchitectureLayer[] convolutions, int extent)
    {
        foreach (var convolution in convolutions.Cast<ConvolutionLayer>())
        {
            int pool = convolution.Pool <= extent ? convolution.Pool : 1;
            extent /= pool;
            yield return convolution with { Pool = pool };
        }
    }

    private static Gen<LayerParameters> Parameters(Architecture architecture, int layer)
    {
        int outputs = architecture.Layers[layer].Outputs;
        return from weights in Latent.Array[architecture.WeightShapeOf(layer).Aggregate(1, (count, extent) => count * extent)]
               from bias in Gen.Frequency((1, Gen.OneOf(0f, -0f)), (1, Tied)).Array[outputs]
               from isBiased in Gen.Bool
               from beta in Gen.Frequency((1, Gen.Const(0f)), (2, Gen.Float[-2f, 2f])).Array[outputs]
               from gamma in Gen.Frequency((4, Gen.Float[-2f, 2f]), (2, Gen.OneOf(1f, -1f)), (1, Gen.OneOf(0f, -0f))).Array[outputs]
               from mean in Tied.Array[outputs]
               from inverse in Gen.Frequency((2, Gen.Float[0.01f, 2f]), (1, Gen.Const(1f))).Array[outputs]
               select new LayerParameters(weights, isBiased ? bias : [.. bias.Select(b => b == 0 ? b : 0)], beta, gamma, mean, inverse);
    }
}
