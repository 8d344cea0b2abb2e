// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>The integers that an element of a tensor can be: Least, Least + Step, ... Greatest.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Greatest">The largest.</param>
/// <param name="Step">2 for sums of +1 and -1, which all have the parity of their number of terms; else 1.</param>
internal readonly record struct IntegerRange(int Least, int Greatest, int Step)
{
    /// <summary>How many integers there are.</summary>
    public int Count => ((Greatest - Least) / Step) + 1;

    /// <summary>The one at a position, counted from the smallest.</summary>
    public int At(int position) => Least + (position * Step);

    /// <summary>All of them, ascending.</summary>
    public double[] ToArray()
    {
        var values = new double[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Least + ((double)i * Step);
        return values;
    }

    /// <summary>
    /// The range of one channel of <paramref name="op"/>; null if no finite range is known. Every integer of it can occur if all inputs can;
    /// those of a layer on pixels are a superset.
    /// </summary>
    public static IntegerRange? Of(Op op, int channel) => op switch
    {
        BinaryDense dense => new(-dense.FanIn, dense.FanIn, 2),
        IntegerDense dense => OfPixels(dense, channel),
        { Type.Element: ElementType.UInt8 } => new(0, 255, 1),
        { Type.Element: ElementType.Bit } => new(-1, 1, 2),
        _ => null,
    };

    private static IntegerRange OfPixels(IntegerDense dense, int output)
    {
        int positive = dense.Weights.Bits.CountSet(output);
        return new(checked(-255 * (dense.FanIn - positive)), checked(255 * positive), 1);
    }
}
