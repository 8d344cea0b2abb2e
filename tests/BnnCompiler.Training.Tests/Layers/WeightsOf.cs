// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;

namespace BnnCompiler.Training.Tests.Layers;

/// <summary>Weights of a layer under test.</summary>
internal static class WeightsOf
{
    public static Weights Kind(WeightKind kind, int outputs, int fanIn, Machine machine) =>
        new("weights", outputs, fanIn, (fanIn, outputs), kind, machine, new RandomNumbers(5));

    public static Weights Kind(WeightKind kind, Matrix latent, Machine machine)
    {
        var weights = Kind(kind, latent.Rows, latent.Columns, machine);
        latent.Values.CopyTo(weights.Latent.Values, 0);
        weights.Latent.HasChanged();
        return weights;
    }
}
