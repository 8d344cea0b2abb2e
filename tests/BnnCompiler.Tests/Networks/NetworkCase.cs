// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Tests.Networks;

/// <summary>A network and inputs to compare it on.</summary>
internal sealed record NetworkCase(INetwork Network, float[][] Examples)
{
    /// <summary>An example as the tensor that the graph of its network reads.</summary>
    public static Tensor InputOf(Graph graph, float[] values) => graph.Inputs[0].Type.Element == ElementType.UInt8
        ? Tensor.Of(graph.Inputs[0].Type.Shape, [.. values.Select(value => (byte)value)])
        : Tensor.Of(graph.Inputs[0].Type.Shape, [.. values]);
}
