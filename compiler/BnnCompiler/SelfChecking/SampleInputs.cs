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

    private readonly ImmutableArray<TensorType> _types;
    private readonly ImmutableArray<double> _limits;
    private ulong _state;

    /// <summary>Inputs for <paramref name="network"/>, which may have any form.</summary>
    public SampleInputs(Graph network)
    {
        _types = [.. network.Inputs.Select(input => input.Type)];
        _limits = Limits(network);
    }

    /// <summary>The example of a number, counted from 0: even ones are random, odd ones are corners as long as there are new ones.</summary>
    public ImmutableArray<Tensor> this[int number]
    {
        get
        {
            _state = unchecked((ulong)number * 0xD1342543DE82EF95);
            return [.. _types.Select(type => number % 2 == 0 ? Of(type, _ => Random(type.Element)) : Corner(type, number / 2))];
        }
    }

    private static ImmutableArray<double> CornersOf(ElementType element) => element switch
    {
        ElementType.UInt8 => PixelCorners,
        ElementType.Float32 => NumberCorners,
        ElementType.Bit => [-1, 1],
        _ => [0, 1, -1, sbyte.MaxValue, sbyte.MinValue],
    };

    /// <summary>All elements alike; then one that differs from all others, or every other one.</summary>
    private static Tensor Corner(TensorType type, int number)
    {
        var corners = CornersOf(type.Element);
        double corner = corners[number % corners.Length], other = corners[(number + 1) % corners.Length];
        int period = (number / corners.Length) + 1;
        return period == 1 ? Of(type, _ => corner) : Of(type, element => element % period == 0 ? corner : other);
    }

    private double Random(ElementType element)
    {
        var corners = CornersOf(element);
        if (element == ElementType.UInt8)
            return Next() % 256;
        if (element != ElementType.Float32)
            return corners[(int)(Next() % (ulong)corners.Length)];
        return (Next() % 8) switch
        {
            0 => corners[(int)(Next() % 6)],
            1 => Next() % 256,
            2 or 3 when !_limits.IsEmpty => _limits[(int)(Next() % (ulong)_limits.Length)],
            _ => ((Next() >> 11) * (4.0 / (1UL << 53))) - 2,
        };
    }

    private static Tensor Of(TensorType type, Func<int, double> element) =>
        GraphInterpreter.Made(new Input(type, null), element);

    /// <summary>What numbers are compared with anywhere in the network, and both neighbours.</summary>
    private static ImmutableArray<double> Limits(Graph network) =>
    [
        .. network.Ops.OfType<Constant>()
            .Where(constant => constant.Type.Element == ElementType.Float32 && constant.Type.Shape.ElementCount <= MostLimits)
            .SelectMany(constant => constant.Floats.Values)
            .Where(value => !float.IsNaN(value) && !float.IsInfinity(value))
            .Distinct()
            .Take(MostLimits)
            .SelectMany(value => new double[] { value, value * (1 - 1e-7), value * (1 + 1e-7) }),
    ];

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): a counter, scrambled.</summary>
    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
