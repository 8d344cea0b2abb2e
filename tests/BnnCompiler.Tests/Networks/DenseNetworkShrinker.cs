// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>Cuts of a dense network: fewer layers, steps, neurons and inputs, plainer parameters.</summary>
internal static class DenseNetworkShrinker
{
    /// <summary>Networks that are one cut smaller, the largest cuts first.</summary>
    public static IEnumerable<NetworkCase> Smaller(DenseNetwork network, float[][] examples)
    {
        foreach (var cut in WithoutALayer(network).Concat(WithFewerNeurons(network)).Concat(WithPlainerChains(network)))
            yield return new(cut, examples);
        foreach (var (start, count) in Cuts(network.InputLength))
        {
            var first = network.Layers[0];
            var layer = first with { Weights = [.. first.Weights.Select(row => Without(row, start, count))] };
            yield return new(
                With(network, 0, layer) with { InputLength = network.InputLength - count },
                [.. examples.Select(example => Without(example, start, count))]);
        }
    }

    private static IEnumerable<DenseNetwork> WithoutALayer(DenseNetwork network)
    {
        if (network.Layers.Length == 1)
            yield break;
        yield return network with { Layers = [.. network.Layers[..^2], network.Layers[^2] with { SignSpelling = "" }] };
        for (int i = 0; i < network.Layers.Length; i++)
        {
            // The layer behind a removed one reads as many inputs as there are: its rows are repeated or cut.
            int inputs = i == 0 ? network.InputLength : network.Layers[i - 1].Weights.Length;
            if (i + 1 < network.Layers.Length)
                yield return network with { Layers = [.. network.Layers[..i], Reading(network.Layers[i + 1], inputs), .. network.Layers[(i + 2)..]] };
        }
    }

    private static IEnumerable<DenseNetwork> WithFewerNeurons(DenseNetwork network)
    {
        for (int i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            foreach (var (start, count) in Cuts(layer.Weights.Length))
            {
                int outputs = layer.Weights.Length;
                float[] Cut(float[] values) => outputs > 1 && values.Length == outputs ? Without(values, start, count) : values;
                var cut = With(network, i, layer with
                {
                    Weights = Without(layer.Weights, start, count),
                    Chain = [.. layer.Chain.Select(step => step with { A = Cut(step.A), B = Cut(step.B), C = Cut(step.C), D = Cut(step.D) })],
                });
                if (i + 1 == network.Layers.Length)
                {
                    yield return cut;
                    continue;
                }

                var next = network.Layers[i + 1];
                yield return With(cut, i + 1, next with { Weights = [.. next.Weights.Select(row => Without(row, start, count))] });
            }
        }
    }

    private static IEnumerable<DenseNetwork> WithPlainerChains(DenseNetwork network)
    {
        for (int i = 0; i < network.Layers.Length; i++)
        {
            var layer = network.Layers[i];
            for (int s = 0; s < layer.Chain.Length; s++)
            {
                yield return With(network, i, layer with { Chain = Without(layer.Chain, s, 1) });
                foreach (var plainer in layer.Chain[s].Plainer())
                    yield return With(network, i, layer with { Chain = [.. layer.Chain[..s], plainer, .. layer.Chain[(s + 1)..]] });
            }

            if (layer.SignSpelling.Length > 0 && layer.SignSpelling != "plus")
                yield return With(network, i, layer with { SignSpelling = "plus" });
            if (layer.Weights.Any(row => row.Any(weight => weight != 1)))
                yield return With(network, i, layer with { Weights = [.. layer.Weights.Select(row => row.Select(_ => 1f).ToArray())] });
        }
    }

    /// <summary>Halves, quarters, and so on down to single elements, never all.</summary>
    private static IEnumerable<(int Start, int Count)> Cuts(int length)
    {
        const int MostSingles = 12;
        for (int count = length / 2; count > 0; count /= 2)
        {
            for (int start = 0; start + count <= length && start < count * MostSingles; start += count)
                yield return (start, count);
        }
    }

    private static DenseNetwork With(DenseNetwork network, int i, DenseLayer layer) =>
        network with { Layers = [.. network.Layers[..i], layer, .. network.Layers[(i + 1)..]] };

    private static DenseLayer Reading(DenseLayer layer, int inputs) =>
        layer with { Weights = [.. layer.Weights.Select(row => Enumerable.Range(0, inputs).Select(k => row[k % row.Length]).ToArray())] };

    private static T[] Without<T>(T[] values, int start, int count) => [.. values[..start], .. values[(start + count)..]];
}
