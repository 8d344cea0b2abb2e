// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Targets;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests.Networks;

namespace BnnCompiler.EndToEnd.Tests.Properties;

/// <summary>A network as generated C#, and the scores it has to give.</summary>
/// <param name="Examples">The inputs for which scores are promised.</param>
/// <param name="ReadsPixels">Whether its class takes bytes.</param>
/// <param name="Sources">The generated C#.</param>
/// <param name="Expected">The scores of each example, computed otherwise.</param>
internal sealed record CompiledCase(float[][] Examples, bool ReadsPixels, ImmutableArray<SourceFile> Sources, float[][] Expected)
{
    /// <summary>Compiles a network to a class of the given name.</summary>
    /// <exception cref="InvalidOperationException">The interpreter disagrees with the naive evaluation.</exception>
    public static CompiledCase Of(NetworkCase c, string className)
    {
        var imported = c.Network.ToGraph("random");
        var packed = Compiler.Lower(imported, new(), kernels: c.Kernels);
        float[][] examples = [.. c.PromisedExamples(imported)];
        float[][] expected = [.. examples.Select(c.Network.Evaluate)];
        for (int i = 0; i < expected.Length; i++)
        {
            if (c.Network.IsExactInFloat32)
                Compare("the interpreter of the imported graph", expected[i], Interpret(imported, examples[i]));
            Compare($"the interpreter of the packed graph with {c.Kernels} kernels", expected[i], Interpret(packed, examples[i]));
        }

        return new(examples, imported.Inputs[0].Type.Element == ElementType.UInt8,
            new CSharpTarget(new(BatchProgram.Namespace, className)).Spell(packed).Sources, expected);
    }

    /// <summary>
    /// Where two rows of scores differ in a bit; null if nowhere. A zero has lost its sign where it was the sum of codes, which are integers.
    /// </summary>
    public static string? Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i] + 0f) != BitConverter.SingleToInt32Bits(found[i] + 0f))
                return $"score {i} is {NumberText.Of(found[i])}; expected {NumberText.Of(expected[i])}";
        }

        return null;
    }

    private static void Compare(string by, float[] expected, float[] found)
    {
        if (Difference(expected, found) is { } difference)
            throw new InvalidOperationException($"{by}: {difference}");
    }

    private static float[] Interpret(Graph graph, float[] example) =>
        [.. ((Tensor<float>)GraphInterpreter.Run(graph, NetworkCase.InputOf(graph, example))[0]).Values];
}
