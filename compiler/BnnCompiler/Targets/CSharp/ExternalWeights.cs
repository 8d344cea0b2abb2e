// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Targets.CSharp;

/// <summary>
/// Moves large weights out of a packed graph into a file. As C# literals they would cost a C# compiler seconds and hundreds of megabytes
/// (docs/decisions); as a resource they cost nothing.
/// </summary>
internal static class ExternalWeights
{
    /// <summary>Weights of fewer bytes altogether stay in the code.</summary>
    public const int MinTotalBytes = 1 << 20;

    private const int MinTensorBytes = 4096;

    /// <summary>The logical name of the resource with the weights of a model, from the model's name.</summary>
    public static string ResourceName(string model) => $"bnn.{model}.weights";

    /// <summary>The graph with its large weights in a file, and that file's content; the graph itself, and no content, where they are few.</summary>
    /// <param name="packed">A graph of <see cref="Stage.Packed"/>.</param>
    /// <param name="name">The logical name of the resource that the file will be.</param>
    public static (Graph Graph, ImmutableArray<byte> Content) Move(Graph packed, string name)
    {
        var weights = packed.Ops.OfType<KernelOp>().Select(op => op.WeightTable).OfType<Constant>()
            .Where(constant => constant.Type.ByteSize >= MinTensorBytes)
            .Distinct()
            .ToImmutableArray();
        if (weights.Sum(constant => (long)constant.Type.ByteSize) <= MinTotalBytes)
            return (packed, []);

        var tensors = new List<byte>();
        var offsets = new Dictionary<Op, int>();
        foreach (var constant in weights)
        {
            offsets.Add(constant, WeightsFile.Alignment + tensors.Count);
            tensors.AddRange(TensorBytes.Of(constant.Value));
            tensors.AddRange(new byte[-tensors.Count & (WeightsFile.Alignment - 1)]);
        }

        var (file, content) = WeightsFile.Create(name, [.. tensors]);
        var graph = packed.Rewrite(op => offsets.TryGetValue(op, out int offset)
            ? new Constant(new ExternalTensor(op.Type, file, offset)).NamedAs(op)
            : op);
        return (graph, content);
    }
}
