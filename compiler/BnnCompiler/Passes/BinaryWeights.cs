// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Weights taken apart: w_nk = b_n * s_nk with s = +1 or -1 and b positive, one per output n, the first axis.</summary>
/// <param name="Signs">The signs, in the shape of the weights.</param>
/// <param name="Scales">b, N values.</param>
internal sealed record BinaryWeights(Constant Signs, ImmutableArray<float> Scales)
{
    /// <summary>The weights of a layer.</summary>
    /// <exception cref="DiagnosticException">They are not of this form.</exception>
    public static BinaryWeights Of(Op layer, Constant weights) =>
        FirstOther(weights) is { } other ? throw Refusal(layer, weights, other) : Split(weights);

    /// <summary>The weights taken apart; null if they are not of this form.</summary>
    public static BinaryWeights? TryOf(Constant weights) => FirstOther(weights) is null ? Split(weights) : null;

    /// <summary>
    /// What stands before bits in place of what stood before bits times <paramref name="scale"/>, whose size is left to multiply the sums with. A
    /// minus goes into the signs: a sum of 0 times a negative number would be -0, which the source's own sum is not.
    /// </summary>
    public BinaryWeights ForBitsTimes(float scale)
    {
        if (scale > 0)
            return this;
        var bits = Signs.Bits;
        return this with { Signs = (Constant)new Constant(BitTensor.FromPredicate(Signs.Type.Shape, i => !bits.IsSet(i))).NamedAs(Signs) };
    }

    private static BinaryWeights Split(Constant weights)
    {
        int outputs = weights.Type.Shape[0], fanIn = FanIn(weights);
        if (weights.Value is BitTensor)
            return new(weights, [.. Enumerable.Repeat(1f, outputs)]);
        var values = weights.Floats.Values;
        var signs = BitTensor.FromPredicate(weights.Type.Shape, i => values[i] > 0);
        return new((Constant)new Constant(signs).NamedAs(weights), [.. Enumerable.Range(0, outputs).Select(n => Math.Abs(values[n * fanIn]))]);
    }

    private static int FanIn(Constant weights) => weights.Type.Shape.ElementCount / weights.Type.Shape[0];

    /// <summary>The index of the first weight that is not as large as the first one of its output, or is no scale; null if there is none.</summary>
    private static int? FirstOther(Constant weights)
    {
        if (weights.Value is BitTensor)
            return null;
        var values = weights.Floats.Values;
        int fanIn = FanIn(weights);
        for (int i = 0; i < values.Length; i++)
        {
            float scale = Math.Abs(values[i / fanIn * fanIn]);
            if (Math.Abs(values[i]) != scale || scale == 0 || float.IsInfinity(scale))
                return i;
        }

        return null;
    }

    private static DiagnosticException Refusal(Op layer, Constant weights, int index)
    {
        int fanIn = FanIn(weights), output = index / fanIn, input = index % fanIn;
        float weight = weights.Floats.Values[index], scale = Math.Abs(weights.Floats.Values[output * fanIn]);
        return DiagnosticCatalog.WeightsNotBinary.Error(layer.Origin,
            $"weight [{NumberText.Of(output)}, {NumberText.Of(input)}] is {NumberText.Of(weight)}"
            + (input == 0 ? "" : $" where the first one of that output is of size {NumberText.Of(scale)}")
            + "; expected +s or -s with one s for each output, or small integers times it. "
            + "Export the binarized weights (through BipolarQuant or Sign), not the latent ones");
    }
}
