// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>
/// One array of a file: <c>numpy.savez(path, *get_all_param_values(network))</c> names them arr_0, arr_1 and so on, and Lasagne lists those of a
/// layer in front of those of its batch norm.
/// </summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Layer">The layer it belongs to, from 0.</param>
/// <param name="Role">The authors' name for it.</param>
/// <param name="Shape">Its extents.</param>
internal sealed record ParameterArray(int Index, int Layer, string Role, ImmutableArray<int> Shape)
{
    /// <summary>W, b, beta, gamma, mean, inv_std.</summary>
    public const int PerLayer = 6;

    private static readonly string[] Roles = ["W", "b", "beta", "gamma", "mean", "inv_std"];

    /// <summary>As in the archive.</summary>
    public string FileName => $"{Name}.npy";

    /// <summary>As numpy names it.</summary>
    public string Name => $"arr_{NumberText.Of(Index)}";

    /// <summary>Number of elements.</summary>
    public int Count => Shape.Aggregate(1, (count, extent) => count * extent);

    /// <summary>Its numbers.</summary>
    public float[] ValuesIn(BinaryNetModel model) => model.Layers[Layer].InFileOrder[Index % PerLayer];

    /// <summary>All arrays of a network, in the order of the file.</summary>
    public static IEnumerable<ParameterArray> Of(Architecture architecture) =>
        Enumerable.Range(0, architecture.Layers.Length * PerLayer).Select(index =>
        {
            int layer = index / PerLayer, role = index % PerLayer;
            return new ParameterArray(
                index, layer, Roles[role], role == 0 ? architecture.WeightShapeOf(layer) : [architecture.Layers[layer].Outputs]);
        });
}
