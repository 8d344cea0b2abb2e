// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Float weights taken apart: w_nk = b_n * s_nk with s = +1 or -1 and b positive, one per output.</summary>
/// <param name="Signs">bit[N, K].</param>
/// <param name="Scales">b, N values.</param>
internal sealed record BinaryWeights(Constant Signs, ImmutableArray<float> Scales)
{
    /// <summary>The weights of a layer.</summary>
    /// <exception cref="DiagnosticException">They are not of this form.</exception>
    public static BinaryWeights Of(Dense dense)
    {
        var values = dense.Weights.Floats.Values;
        int outputs = dense.Weights.Type.Shape[0], fanIn = dense.Weights.Type.Shape[1];
        var scales = ImmutableArray.CreateBuilder<float>(outputs);
        for (int n = 0; n < outputs; n++)
        {
            float scale = Math.Abs(values[n * fanIn]);
            for (int k = 0; k < fanIn; k++)
            {
                float weight = values[(n * fanIn) + k];
                if (Math.Abs(weight) != scale || scale == 0 || float.IsInfinity(scale))
                    throw Refusal(dense, n, k, weight, scale);
            }

            scales.Add(scale);
        }

        var signs = BitTensor.FromPredicate(dense.Weights.Type.Shape, i => values[i] > 0);
        return new((Constant)new Constant(signs).NamedAs(dense.Weights), scales.ToImmutable());
    }

    private static DiagnosticException Refusal(Dense dense, int output, int input, float weight, float scale) =>
        DiagnosticCatalog.WeightsNotBinary.Error(dense.Origin,
            $"weight [{NumberText.Of(output)}, {NumberText.Of(input)}] is {NumberText.Of(weight)}"
            + (input == 0 ? "" : $" where the first one of that output is of size {NumberText.Of(scale)}")
            + "; expected +s or -s with one s for each output. Export the binarized weights (through BipolarQuant or Sign), not the latent ones; "
            + "layers with float weights are not supported");
}
