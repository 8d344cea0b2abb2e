// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace SpeedBenchmark.Networks;

/// <summary>
/// A network as every engine but ours is given it: the compiler's graph of bits and integer limits, before any kernel is chosen. No layer has a
/// falling limit: where batch norm has a negative scale its own weights are negated, or, behind a max pool of sums, those that read its bit.
/// </summary>
/// <param name="Image">The 8-bit image, whose bytes lie channels first.</param>
/// <param name="SignFrom">The least pixel that is +1, where the first layer reads signs; 0 where it reads <paramref name="Steps"/>.</param>
/// <param name="Steps">The integer that the first layer reads for each pixel; empty where it reads signs.</param>
/// <param name="Layers">In order.</param>
/// <param name="Scores">The score of a sum s of output n of the last layer, at [n, (s + FanIn) / 2].</param>
internal sealed record Network(ImageShape Image, int SignFrom, short[] Steps, IReadOnlyList<Layer> Layers, float[] Scores)
{
    /// <summary>Number of scores.</summary>
    public int Classes => Layers[^1].Outputs;

    /// <summary>Whether the first layer reads signs.</summary>
    public bool ReadsSigns => Steps.Length == 0;

    /// <summary>Scores of the last layer as Slope * sum + Offset, which is what a batch norm gives, up to rounding.</summary>
    public (float Slope, float Offset) ScoreLine(int output)
    {
        int fanIn = Layers[^1].FanIn, row = output * (fanIn + 1);
        double low = Scores[row], high = Scores[row + fanIn];
        return ((float)((high - low) / (2.0 * fanIn)), (float)((high + low) / 2));
    }

    /// <summary>The network of a graph that the pass binarize-layers has made.</summary>
    /// <exception cref="NotSupportedException">It has something that the plain engines do not know.</exception>
    public static Network Of(Graph binarized) => new NetworkReader().Read(binarized);
}
