// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;

namespace BnnCompiler.Tests.Networks;

/// <summary>A network and inputs to compare it on.</summary>
internal sealed record NetworkCase(INetwork Network, float[][] Examples)
{
    /// <summary>The kernels it is compiled to as C#.</summary>
    public KernelCatalog Kernels { get; init; } = CSharpKernels.Fastest;

    /// <summary>
    /// The examples with which no step gives NaN, for instance by 0 times an infinity: for the others no score is promised (docs/numerics.md), and
    /// the spellings of sign differ in what they make of it.
    /// </summary>
    /// <param name="imported">The graph of the network.</param>
    public IEnumerable<float[]> PromisedExamples(Graph imported) => Examples.Where(example =>
        GraphInterpreter.RunAll(imported, [InputOf(imported, example)]).Values.OfType<Tensor<float>>()
            .All(tensor => !tensor.Values.Any(float.IsNaN)));

    /// <summary>An example as the tensor that the graph of its network reads.</summary>
    public static Tensor InputOf(Graph graph, float[] values) => graph.Inputs[0].Type.Element == ElementType.UInt8
        ? Tensor.Of(graph.Inputs[0].Type.Shape, [.. values.Select(value => (byte)value)])
        : Tensor.Of(graph.Inputs[0].Type.Shape, [.. values]);
}
