// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.SelfChecking;

/// <summary>Inputs to compare two forms of a network on, the same ones every time: random ones and, in turns with them, corners.</summary>
internal sealed class SampleInputs
{
    private static readonly ImmutableArray<double> PixelCorners = [0, 255, 128, 127, 1, 254];
    private static readonly ImmutableArray<double> NumberCorners = [0, 1, -1, 0.5, -0.0, 255, 1e30, -1e30];

    /// <summary>Numbers next to which a network may decide otherwise; more of them would only be tried more seldom.</summary>
    private const int MostLimits = 256;

    /// <summary>Beyond these, corners are of one value.</summary>
    private const int MostPeriods = 3;

    /// <summary>Products of smaller numbers underflow, and are rounded once more than the scaled sum.</summary>
    private const float LeastNormal = 1.17549435e-38f;

    private readonly ImmutableArray<TensorType> _types;
    private readonly ImmutableArray<double> _limits;

    /// <summary>Inputs for <paramref name="network"/>, which may have any form.</summary>
    public SampleInputs(Graph network)
    {
        _types = [.. network.Inputs.Select(input => input.Type)];
        _limits = Limits(network);
    }

    /// <summary>The example of a number, counted from 0: even ones are random, odd ones are corners.</summary>
    public ImmutableArray<Tensor> Example(int number)
    {
        ulong state = unchecked((ulong)number * 0xD1342543DE82EF95);
        return [.. _types.Select(type => number % 2 == 0 ? Of(type, _ => Random(type.Element, ref state)) : Corner(type, number / 2))];
    }

    private static ImmutableArray<double> CornersOf(ElementType element) => element switch
    {
        ElementType.UInt8 => PixelCorners,
        ElementType.Float32 => NumberCorners,
        ElementType.Bit => [-1, 1],
        _ => [0, 1, -1, sbyte.MaxValue, sbyte.MinValue],
    };

    /// <summary>One value and every second, then every third ... element another; then all elements alike.</summary>
    private static Tensor Corner(TensorType type, int number)
    {
        var corners = CornersOf(type.Element);
        double corner = corners[number % corners.Length], other = corners[(number + 1) % corners.Length];
        int period = (number / corners.Length) + 2;
        return Of(type, element => period > MostPeriods || element % period != 0 ? corner : other);
    }

    private double Random(ElementType element, ref ulong state)
    {
        var corners = CornersOf(element);
        if (element == ElementType.UInt8)
            return SplitMix64.Next(ref state) % 256;
        if (element != ElementType.Float32)
            return corners[(int)(SplitMix64.Next(ref state) % (ulong)corners.Length)];
        return (SplitMix64.Next(ref state) % 8) switch
        {
            0 => corners[(int)(SplitMix64.Next(ref state) % 6)],
            1 => SplitMix64.Next(ref state) % 256,
            2 or 3 when !_limits.IsEmpty => _limits[(int)(SplitMix64.Next(ref state) % (ulong)_limits.Length)],
            _ => (SplitMix64.NextUnit(ref state) * 4) - 2,
        };
    }

    private static Tensor Of(TensorType type, Func<int, double> element) =>
        GraphInterpreter.Made(new Input(type, null), element);

    /// <summary>What numbers are compared with anywhere in the network, and the floats next to it; then its other small constants.</summary>
    private static ImmutableArray<double> Limits(Graph network)
    {
        var compared = network.Ops.Where(op => op is Threshold or Compare).SelectMany(op => op.Operands.OfType<Constant>());
        return
        [
            .. compared.Concat(network.Ops.OfType<Constant>().Where(constant => constant.Type.Shape.ElementCount <= MostLimits))
                .Where(constant => constant.Type.Element == ElementType.Float32)
                .SelectMany(constant => constant.Floats.Values.Take(MostLimits))
                .Where(value => Math.Abs(value) is >= LeastNormal and <= float.MaxValue)
                .Distinct()
                .Take(MostLimits)
                .SelectMany(value => new double[] { value, Neighbour(value, 1), Neighbour(value, -1) })
                .Where(value => Math.Abs(value) is >= LeastNormal and <= float.MaxValue),
        ];
    }

    /// <summary>The next float away from 0, or toward it.</summary>
    private static float Neighbour(float value, int step) =>
        BitConverter.ToSingle(BitConverter.GetBytes(BitConverter.ToInt32(BitConverter.GetBytes(value), 0) + step), 0);
}
