// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Tests;

/// <summary>Tensors of any type, with the values that break programs among them.</summary>
internal static class RandomTensors
{
    private static readonly float[] Corners = [0, -0.0f, 1, -1, 0.5f, -0.5f, 1e-40f, 1e30f];

    /// <summary>Values of the given type. Floats are finite; NaN is for the tests that ask for it.</summary>
    public static Tensor Of(TensorType type, Random random) => type.Element switch
    {
        ElementType.Bit => BitTensor.FromPredicate(type.Shape, _ => random.Next(2) == 1),
        ElementType.Int8 => new Tensor<sbyte>(type, Fill(type, () => (sbyte)random.Next(sbyte.MinValue, sbyte.MaxValue + 1))),
        ElementType.Int16 => new Tensor<short>(type, Fill(type, () => (short)random.Next(short.MinValue, short.MaxValue + 1))),
        ElementType.Int32 => new Tensor<int>(type, Fill(type, () => random.Next(-1000, 1001))),
        ElementType.UInt8 => new Tensor<byte>(type, Fill(type, () => (byte)random.Next(256))),
        _ => new Tensor<float>(type, Fill(type, () => random.Next(4) == 0 ? Corners[random.Next(Corners.Length)] : (random.NextSingle() * 8) - 4)),
    };

    private static ImmutableArray<T> Fill<T>(TensorType type, Func<T> next) =>
        [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => next())];
}
