// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Models;

/// <summary>What the self-test of a board checks.</summary>
internal static class GoldenInputs
{
    /// <summary>The least input, the greatest, and random ones.</summary>
    private const int Count = 4;

    /// <summary>Inputs with the hashes of their scores, as the interpreter computes them.</summary>
    public static CSelfTest Of(Graph packed)
    {
        var type = packed.Inputs[0].Type;
        var inputs = VerificationInputs.Create(CompiledModel.ShapeOf(type), Count, seed: 1);
        ImmutableArray<Tensor> tensors =
        [
            .. Enumerable.Range(inputs.CornerCount - 2, Count)
                .Select(i => type.Element == ElementType.UInt8
                    ? (Tensor)Tensor.Of(type.Shape, [.. inputs.Pixels(i)])
                    : Tensor.Of(type.Shape, [.. inputs.Values(i)])),
        ];
        return new(tensors, [.. tensors.Select(input => CSelfTest.HashOf(GraphInterpreter.Run(packed, input)[0]))]);
    }
}
