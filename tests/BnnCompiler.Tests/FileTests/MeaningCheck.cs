// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;

namespace BnnCompiler.Tests.FileTests;

/// <summary>
/// Runs a graph and what a pass made of it on the same examples. Graphs whose inputs or outputs changed their type are not compared.
/// </summary>
internal static class MeaningCheck
{
    private const int Examples = 16;

    /// <summary>Fails unless both graphs give the same bits for every example.</summary>
    public static void AssertSame(Graph before, Graph after)
    {
        if (!Types(before.Inputs).SequenceEqual(Types(after.Inputs)) || !Types(before.Outputs).SequenceEqual(Types(after.Outputs)))
            return;
        var random = new Random(1);
        for (int example = 0; example < Examples; example++)
        {
            ImmutableArray<Tensor> inputs = [.. before.Inputs.Select(input => RandomTensors.Of(input.Type, random))];
            var expected = GraphInterpreter.Run(before, inputs);
            var found = GraphInterpreter.Run(after, inputs);
            for (int output = 0; output < expected.Length; output++)
                Assert.Equal(TensorBytes.Of(expected[output]), TensorBytes.Of(found[output]));
        }
    }

    private static IEnumerable<TensorType> Types(ImmutableArray<Op> ops) => ops.Select(op => op.Type);
}
