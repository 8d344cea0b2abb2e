// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>The integers that an element of a tensor can be: Least, Least + Step, ... Greatest.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Greatest">The largest.</param>
/// <param name="Step">2 for sums of +1 and -1, which all have the parity of their number of terms, more where each counts often; else 1.</param>
internal readonly record struct IntegerRange(int Least, int Greatest, int Step)
{
    private const int MaxDepth = 32;

    /// <summary>How many integers there are.</summary>
    public int Count => ((Greatest - Least) / Step) + 1;

    /// <summary>The one at a position, counted from the smallest.</summary>
    public int At(int position) => Least + (position * Step);

    /// <summary>All of them, ascending.</summary>
    public double[] ToArray()
    {
        double[] values = new double[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Least + ((double)i * Step);
        return values;
    }

    /// <summary>
    /// The range of one channel of <paramref name="op"/>; null if no finite range is known. Every integer of a binary layer's range can occur if
    /// all inputs can and each is read once; the others are supersets.
    /// </summary>
    public static IntegerRange? Of(Op op, int channel) => Of(op, channel, 0, []);

    /// <summary>
    /// Sums of sums are followed to a fixed depth, each op once: how deep a network adds, and how often it uses a sum, is the model's choice.
    /// </summary>
    private static IntegerRange? Of(Op op, int channel, int depth, Dictionary<(Op Op, int Channel), IntegerRange?> known)
    {
        if (depth > MaxDepth)
            return null;
        if (!known.TryGetValue((op, channel), out var range))
            known[(op, channel)] = range = OfOperands(op, channel, (operand, c) => Of(operand, c, depth + 1, known));
        return range;
    }

    private static IntegerRange? OfOperands(Op op, int channel, Func<Op, int, IntegerRange?> of) => op switch
    {
        BinaryDense dense when RepeatedInputs.Has(dense.Input) =>
            RepeatedInputs.RangeOf(dense.Input, dense.Weights.Bits, channel, taps: 1, isPadded: false),
        BinaryDense dense => new(-dense.FanIn, dense.FanIn, 2),
        BinaryConv { Input.Type.Element: ElementType.Bit, Groups: 1 } conv when RepeatedInputs.Has(conv.Input) =>
            RepeatedInputs.RangeOf(conv.Input, conv.Weights.Bits, channel, conv.Window.Taps, conv.Window.IsPadded),
        BinaryConv { Input.Type.Element: ElementType.Bit } conv => OfBits(conv),
        IntegerDense dense => of(dense.Input, 0) is { } terms ? OfSignedSum(dense.Weights.Bits, channel, 1, terms) : null,
        IntegerConv conv => of(conv.Input, 0) is { } terms ? OfProducts(conv, channel, terms) : null,
        BinaryConv { Type.Element: ElementType.Int32 } conv when of(conv.Input, 0) is { } terms =>
            OfSignedSum(conv.Weights.Bits, channel, conv.FanIn / conv.Weights.Type.Shape.Last, terms),
        Add { Type.Element: ElementType.Int32 } add when of(add.Left, channel) is { } left && of(add.Right, channel) is { } right => Sum(left, right),
        Multiply { Type.Element: ElementType.Int32, Right: Constant { Type.Shape.ElementCount: 1 } factor } product
            when of(product.Left, channel) is { } terms => Times(terms, factor.Integers.Values[0]),
        SumPool { Type.Element: ElementType.Int32 } pool when of(pool.Input, channel) is { } terms => OfWindows(pool, terms),
        SelectChannels select => of(select.Input, select.Sources.Integers.Values[channel]) is { Least: > int.MinValue } range
            ? select.Negated.Bits.IsSet(channel) ? new(-range.Greatest, -range.Least, range.Step) : range
            : null,
        MaxPool pool => of(pool.Input, channel),
        Reshape or Transpose or Concat when op.Type.Element != ElementType.Int32 => OfMoved(op, of),
        Reshape reshape when reshape.Input.Type.Shape.Channels == op.Type.Shape.Channels => of(reshape.Input, channel),
        Lookup lookup => OfTable(lookup),
        Quantize quantize => OfCodes(quantize),
        KernelOp { GreatestCode: { } greatest } => new(0, greatest, 1),
        { Type.Element: ElementType.UInt8 } => new(0, 255, 1),
        { Type.Element: ElementType.Int16 } => new(short.MinValue, short.MaxValue, 1),
        { Type.Element: ElementType.Bit } => new(-1, 1, 2),
        _ => null,
    };

    /// <summary>Sums at the border lack whole taps; with an odd number of channels they have another parity.</summary>
    private static IntegerRange OfBits(BinaryConv conv) =>
        new(-conv.FanIn, conv.FanIn, conv.Window.IsPadded && conv.Weights.Type.Shape.Last % 2 != 0 ? 1 : 2);

    /// <summary>
    /// The sum of terms or their negatives, by the <paramref name="rows"/> rows of signs of an output. A padded tap is 0, which stands for any term.
    /// </summary>
    private static IntegerRange? OfSignedSum(BitTensor signs, int output, int rows, IntegerRange terms)
    {
        int positive = Enumerable.Range(output * rows, rows).Sum(signs.CountSet);
        int negative = (rows * signs.Type.Shape.Last) - positive;
        int least = Math.Min(terms.Least, 0), greatest = Math.Max(terms.Greatest, 0);

        // The same for every channel, whatever its signs: then all channels have a range, or none.
        bool fits = (long)rows * signs.Type.Shape.Last * ((long)greatest - least) < int.MaxValue;
        return fits ? new((positive * least) - (negative * greatest), (positive * greatest) - (negative * least), 1) : null;
    }

    private static IntegerRange? Times(IntegerRange terms, long factor) => factor == 0
        ? new(0, 0, 1)
        : Fitting(
            Math.Min(terms.Least * factor, terms.Greatest * factor),
            Math.Max(terms.Least * factor, terms.Greatest * factor),
            terms.Step * Math.Abs(factor) <= int.MaxValue ? (int)(terms.Step * Math.Abs(factor)) : 1);

    private static IntegerRange? Sum(IntegerRange left, IntegerRange right) =>
        Fitting((long)left.Least + right.Least, (long)left.Greatest + right.Greatest, (int)GreatestDivisor.Of(left.Step, right.Step));

    private static IntegerRange? OfWindows(SumPool pool, IntegerRange terms)
    {
        long least = (long)pool.Window.Taps * terms.Least, greatest = (long)pool.Window.Taps * terms.Greatest;
        if (pool.Window.IsPadded)
            (least, greatest) = (Math.Min(least, terms.Least), Math.Max(greatest, terms.Greatest));
        return Fitting(least, greatest, pool.Window.IsPadded ? 1 : terms.Step);
    }

    /// <summary>The range, if its ends and the number of its integers fit 32 bits.</summary>
    private static IntegerRange? Fitting(long least, long greatest, int step) =>
        least >= int.MinValue && greatest <= int.MaxValue && greatest - least < int.MaxValue ? new((int)least, (int)greatest, step) : null;

    /// <summary>Pixels, codes and bits have one range in all channels.</summary>
    private static IntegerRange? OfMoved(Op op, Func<Op, int, IntegerRange?> of)
    {
        IntegerRange? all = null;
        foreach (var operand in op.Operands)
        {
            if (of(operand, 0) is not { } range)
                return null;
            all = all is { } known
                ? new(Math.Min(known.Least, range.Least), Math.Max(known.Greatest, range.Greatest), Math.Min(known.Step, range.Step))
                : range;
        }

        return all;
    }

    /// <summary>The same for every channel: a layer behind it sums codes of all of them.</summary>
    private static IntegerRange OfCodes(Quantize quantize)
    {
        var codes = ((Tensor<byte>)quantize.Codes.Value).Values;
        return new(codes.Min(), codes.Max(), 1);
    }

    /// <summary>The sum of terms times the weights of an output. A padded tap is 0, which stands for any term.</summary>
    private static IntegerRange? OfProducts(IntegerConv conv, int output, IntegerRange terms)
    {
        var weights = ((Tensor<sbyte>)conv.Weights.Value).Values.AsSpan(output * conv.FanIn, conv.FanIn);
        long least = Math.Min(terms.Least, 0), greatest = Math.Max(terms.Greatest, 0), low = 0, high = 0;
        foreach (sbyte weight in weights)
        {
            low += weight < 0 ? weight * greatest : weight * least;
            high += weight < 0 ? weight * least : weight * greatest;
        }

        return Fitting(low, high, 1);
    }

    private static IntegerRange OfTable(Lookup lookup)
    {
        var entries = ((Tensor<short>)lookup.Table.Value).Values;
        return new(entries.Min(), entries.Max(), 1);
    }
}
