// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>What kernels on codes share: steps, weights, and how their sums become numbers that are compared.</summary>
internal readonly ref struct CodedLayer
{
    private readonly int _zero;
    private readonly int _bias;

    /// <summary>Checks and keeps; the parameters are those of <see cref="CodedDense"/>.</summary>
    public CodedLayer(ReadOnlySpan<int> steps, ReadOnlySpan<ulong> weights, int factor, int zero, int bias, long inputs, int outputs)
    {
        Steps = new(steps);
        Steps.Require(nameof(steps));
        Lengths.RequireAtLeast(outputs, 1, nameof(outputs), "an output");
        Words = Lengths.WordsFor(outputs);
        Lengths.Require(weights.Length, Steps.Sets * (inputs + 1) * Words, nameof(weights), "for each set a row for each input, and one");
        if (factor is not (1 or 2) || zero is < 0 or > byte.MaxValue || bias < 0)
            throw new ArgumentException($"Found factor {factor}, zero {zero} and bias {bias}, expected a factor of 1 or 2, and no negative number.");
        Weights = weights;
        (Factor, _zero, _bias, Outputs) = (factor, zero, bias, outputs);
        SetWords = weights.Length / Steps.Sets;
        SumPlanes = SlicedDense.PlanesFor(factor == 1 ? 2L * bias : bias);
        Planes = PlanesFor(inputs, lists: 1);
    }

    /// <summary>The steps.</summary>
    public CodedSteps Steps { get; }

    /// <summary>Rows of all sets.</summary>
    public ReadOnlySpan<ulong> Weights { get; }

    /// <summary>1 or 2: what the counters count.</summary>
    public int Factor { get; }

    /// <summary>Outputs.</summary>
    public int Outputs { get; }

    /// <summary>Words of a row.</summary>
    public int Words { get; }

    /// <summary>Bytes of a row.</summary>
    public uint RowBytes => (uint)Words * sizeof(ulong);

    /// <summary>Words of a set.</summary>
    public int SetWords { get; }

    /// <summary>Planes of what is counted in the end; limits have one more.</summary>
    public int SumPlanes { get; }

    /// <summary>Planes of counters that no lists of all inputs overflow.</summary>
    public int Planes { get; }

    /// <summary>
    /// Planes of counters for steps whose inputs are in so many lists: every list fills up a block, and the blocks of all steps of one exponent and
    /// sign are added before what waits of them is.
    /// </summary>
    public int PlanesFor(long inputs, int lists) =>
        Math.Max(SumPlanes, SlicedDense.PlanesFor(Steps.MostAtOnce * (inputs + ((long)lists * SlicedColumn<Bits64, uint>.Block))));

    /// <summary>Words of the limits of all outputs.</summary>
    public int LimitWords => (SumPlanes + 1) * Words;

    /// <summary>What is added to the counted rows to make them no less than 0; the counters begin with it, or with half of it.</summary>
    /// <param name="total">What the inputs add up to.</param>
    public uint Rest(int total) => (uint)(_bias - (_zero * total));

    /// <summary>What the counters begin with.</summary>
    public uint Seed(int total) => Factor == 2 ? Rest(total) >> 1 : Rest(total);

    /// <summary>The lowest bit of what is compared: 0, where the counters are all of it.</summary>
    public uint Lowest(int total) => Factor == 2 ? Rest(total) & 1 : 0;

    /// <summary>What is added to the counted numbers, times the factor, for the sums themselves.</summary>
    public int Added(int total) => (int)Lowest(total) - _bias;

    /// <summary>How many limits there are for each output.</summary>
    public int LimitsIn(ReadOnlySpan<ulong> limits, ReadOnlySpan<ulong> flips, int classes)
    {
        Lengths.RequireAtLeast(limits.Length, 1, nameof(limits), "a limit");
        Lengths.RequireMultiple(limits.Length, (long)classes * LimitWords, nameof(limits), "as many planes as the sums have for each limit");
        Lengths.Require(flips.Length, Words, nameof(flips), "one bit per output");
        return limits.Length / classes / LimitWords;
    }

    /// <summary>The widest register that a row fills.</summary>
    public int VectorWords => Bits512.IsSupported && Words >= Bits512.Words ? Bits512.Words
        : Bits256.IsSupported && Words >= Bits256.Words ? Bits256.Words
        : Bits128.IsSupported && Words >= Bits128.Words ? Bits128.Words
        : Bits64.Words;
}
