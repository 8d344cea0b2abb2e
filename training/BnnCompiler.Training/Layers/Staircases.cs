// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.InteropServices;
using BnnCompiler.BinaryNet;

namespace BnnCompiler.Training.Layers;

/// <summary>What the settings of weights and activations make of numbers.</summary>
internal static class Staircases
{
    /// <summary>What an activation becomes at inference; null where it stays a real number.</summary>
    public static Staircase? Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Deterministic or ActivationKind.Stochastic => Staircase.Sign,
        ActivationKind.Ternary => Staircase.Ternary,
        ActivationKind.TwoBit => Staircase.TwoBit,
        _ => null,
    };

    /// <summary>What a latent weight becomes at inference; null where it stays a real number.</summary>
    public static Staircase? Of(WeightKind kind) => kind switch
    {
        WeightKind.Deterministic or WeightKind.Stochastic => Staircase.Sign,
        WeightKind.Ternary => Staircase.Ternary,
        _ => null,
    };

    /// <summary>Many numbers at once: to each what <see cref="Staircase.Of"/> gives.</summary>
    public static void Apply(Staircase staircase, ReadOnlySpan<float> numbers, Span<float> values)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var to = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> first = new(staircase.First), step = new(staircase.Step);
        for (int i = 0; i < from.Length; i++)
        {
            var value = first;
            foreach (float limit in staircase.Limits)
                value += Vector.ConditionalSelect(Vector.GreaterThanOrEqual(from[i], new Vector<float>(limit)), step, Vector<float>.Zero);
            to[i] = value;
        }

        for (int i = from.Length * Vector<float>.Count; i < numbers.Length; i++)
            values[i] = staircase.Of(numbers[i]);
    }
}
