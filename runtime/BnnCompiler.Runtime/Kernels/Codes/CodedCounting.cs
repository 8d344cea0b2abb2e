// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Kernels.Rows;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>
/// Columns of counters, one behind the other, on their way through the steps of a layer: between two exponents they are doubled, and while rows are
/// subtracted they hold the complement of what they count. They begin with the upper bits of a seed, whose others come in as they are doubled.
/// </summary>
/// <param name="planes">Planes of a column.</param>
/// <param name="columns">How many there are.</param>
internal readonly struct CodedCounting<TBits>(int planes, int columns)
    where TBits : struct, IBits<TBits>
{
    /// <summary>Words of all columns.</summary>
    public int Words => columns * ColumnWords;

    private int ColumnWords => SlicedColumn<TBits, uint>.ColumnWords(planes);

    /// <summary>Sets the counters for the first step.</summary>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Begin(ref ulong counters, in CodedSteps steps, uint seed)
    {
        for (int c = 0; c < columns; c++)
        {
            ref ulong column = ref Unsafe.Add(ref counters, c * ColumnWords);
            SlicedNumbers<TBits>.Set(ref column, planes, seed >> steps.Exponent(0));
            if (steps.IsSubtracted(0))
                CodedColumn<TBits>.Complement(ref column, planes);
        }
    }

    /// <summary>Makes the counters ready for a step behind the first; of an end, behind the last, they hold the numbers themselves.</summary>
    /// <param name="counters">The columns.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="step">Which one comes.</param>
    /// <param name="seed">What the counters began with.</param>
    /// <param name="blocks">How many blocks of rows they have had since the last call that changed something.</param>
    /// <returns>The same from here on.</returns>
    public int MoveTo(ref ulong counters, in CodedSteps steps, int step, uint seed, int blocks)
    {
        bool isEnd = step == steps.Count;
        var (from, wasDown) = (steps.Exponent(step - 1), steps.IsSubtracted(step - 1));
        var (to, isDown) = isEnd ? (0, false) : (steps.Exponent(step), steps.IsSubtracted(step));
        if (from == to && wasDown == isDown && !isEnd)
            return blocks;
        Move(ref counters, from, to, wasDown, isDown, seed, blocks);
        return 0;
    }

    [MethodImpl(KernelCompilation.Standalone)]
    private void Move(ref ulong counters, int from, int to, bool wasDown, bool isDown, uint seed, int blocks)
    {
        for (int c = 0; c < columns; c++)
        {
            ref ulong column = ref Unsafe.Add(ref counters, c * ColumnWords);
            SlicedColumn<TBits, uint>.Finish(ref column, planes, blocks);
            if (wasDown)
                CodedColumn<TBits>.Complement(ref column, planes);
            for (int e = from - 1; e >= to; e--)
                SlicedNumbers<TBits>.Double(ref column, planes, (seed >> e) & 1);
            if (isDown)
                CodedColumn<TBits>.Complement(ref column, planes);
        }
    }
}
