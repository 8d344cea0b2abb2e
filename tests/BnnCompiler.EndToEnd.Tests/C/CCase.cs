// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.EndToEnd.Tests.Properties;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Tests.Networks;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>A network under each family of kernels, and the scores it has to give.</summary>
/// <param name="Packed">The graph of each family.</param>
/// <param name="Inputs">The inputs for which scores are promised.</param>
/// <param name="Expected">The scores of each, computed otherwise.</param>
internal sealed record CCase(ImmutableDictionary<KernelCatalog, Graph> Packed, ImmutableArray<Tensor> Inputs, float[][] Expected)
{
    /// <summary>Compiles a network.</summary>
    /// <exception cref="InvalidOperationException">The interpreter disagrees with the naive evaluation.</exception>
    public static CCase Of(NetworkCase c)
    {
        var imported = c.Network.ToGraph("random");
        var packed = new[] { CKernels.Interleaved, CKernels.Sliced }.ToImmutableDictionary(
            kernels => kernels, kernels => Compiler.Lower(imported, new(), kernels: kernels));
        float[][] examples = [.. c.PromisedExamples(imported)];
        ImmutableArray<Tensor> inputs = [.. examples.Select(example => NetworkCase.InputOf(imported, example))];
        float[][] expected = [.. examples.Select(c.Network.Evaluate)];
        for (int i = 0; i < expected.Length; i++)
        {
            float[] found = [.. ((Tensor<float>)GraphInterpreter.Run(packed[CKernels.Sliced], inputs[i])[0]).Values];
            if (CompiledCase.Difference(expected[i], found) is { } difference)
                throw new InvalidOperationException($"the interpreter of the sliced graph: {difference}");
        }

        return new(packed, inputs, expected);
    }
}
