// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Scores from sums by a table for each class: y_n = table_nj with j = (x_n - least) / step, rounded down; sums outside of the table count as its
/// nearest end.
/// <c>%y = rank(%x, %table) {least=-64, step=2} : int32[1, 10]</c> with x: int32[1, 10], table: int16[10, 65].
/// </summary>
internal sealed class Rank : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("rank", 2, Stage.Canonical, Stage.Packed, a => new Rank(a[0], a[1], a.Int("least"), a.Int("step")));

    /// <summary>Looks up every sum in the row of its channel.</summary>
    public Rank(Op input, Op table, int least, int step)
        : base(
            KindOf,
            input.OfElement("input", ElementType.Int32).Type,
            input,
            table.OfElement("table", ElementType.Int16).AsConstant("table"))
    {
        if (table.Type.Shape is not { Rank: 2 } shape || shape[0] != input.Type.Shape.Channels)
            throw new InvalidOpException($"table is {table.Type}; expected [{NumberText.Of(input.Type.Shape.Channels)}, sums]");
        if (step < 1)
            throw new InvalidOpException($"step is {NumberText.Of(step)}; expected at least 1");

        // Kernels subtract and compare in 32 bits.
        long span = (shape[1] - 1L) * step;
        if (span > int.MaxValue || least + span > int.MaxValue)
        {
            throw new InvalidOpException(
                $"{NumberText.Of(shape[1])} sums from {NumberText.Of(least)} in steps of {NumberText.Of(step)} do not fit 32 bits");
        }

        Least = least;
        Step = step;
    }

    /// <summary>int32[..., N].</summary>
    public Op Input => Operands[0];

    /// <summary>int16[N, sums].</summary>
    public Constant Table => (Constant)Operands[1];

    /// <summary>The sum of the table's first column.</summary>
    public int Least { get; }

    /// <summary>The distance of two columns.</summary>
    public int Step { get; }

    /// <summary>The sum of the table's last column.</summary>
    public int Greatest => Least + ((Table.Type.Shape[1] - 1) * Step);

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("least", Least), OpAttribute.Of("step", Step)];

    /// <summary>The column in which a sum is looked up.</summary>
    public int ColumnOf(int sum) => sum <= Least ? 0 : (Math.Min(sum, Greatest) - Least) / Step;
}
