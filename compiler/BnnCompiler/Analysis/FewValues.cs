// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// The values that elements of a tensor can take, where its ops say that there are few: a comparison gives 0 or 1, a selection one of its choices,
/// and what is computed element by element of such has an image that can be written down. A function of such a tensor is known when it has been
/// evaluated at each of them; nothing has to be proved about what lies between.
/// </summary>
internal static class FewValues
{
    /// <summary>Tensors of more values are not few-valued.</summary>
    public const int Most = 16;

    /// <summary>The most combinations of operands that are tried for one op.</summary>
    private const int MostCombinations = 256;

    /// <summary>The most ops behind one that are looked at: every op may be asked about, and their number is the model's choice.</summary>
    private const int MostOps = 64;

    /// <summary>
    /// A superset of the values of the elements of <paramref name="op"/>, ascending, a negative zero before zero; null if no small one is known,
    /// or if one of them is no number.
    /// </summary>
    public static ImmutableArray<double>? Of(Op op)
    {
        var known = new Dictionary<Op, ImmutableArray<double>?>();
        var pending = new Stack<Op>([op]);
        while (pending.Count > 0)
        {
            var current = pending.Peek();
            var unknown = Sources(current).Where(source => !known.ContainsKey(source)).ToList();
            if (known.Count + pending.Count + unknown.Count > MostOps)
                return null;
            foreach (var source in unknown)
                pending.Push(source);
            if (unknown.Count > 0)
                continue;
            known[pending.Pop()] = Image(current, known);
        }

        return known[op];
    }

    /// <summary>The tensors whose values decide those of <paramref name="op"/>.</summary>
    private static ImmutableArray<Op> Sources(Op op) => op switch
    {
        Compare or Sign or ToFloat => [],
        Select select => [select.Operands[1], select.Operands[2]],
        MaxPool or Reshape or Transpose => [op.Operands[0]],
        Concat or PointwiseOp { Type.Element: ElementType.Float32 } => op.Operands,
        _ => [],
    };

    private static ImmutableArray<double>? Image(Op op, Dictionary<Op, ImmutableArray<double>?> known) => op switch
    {
        Constant { Type.Element: ElementType.Float32 } constant => Distinct(constant.Floats.Values.Select(value => (double)value)),
        Compare => [0, 1],
        Sign sign => Distinct([-1, sign.Zero, 1]),
        ToFloat { Input.Type.Element: ElementType.Bit } => [-1, 1],
        ToFloat { Input: { Type.Element: ElementType.UInt8 } codes } when IntegerRange.Of(codes, 0) is { Count: <= Most } range =>
            [.. range.ToArray()],
        ToFloat => null,
        Select or MaxPool or Reshape or Transpose or Concat => Union([.. Sources(op).Select(source => known[source])]),
        PointwiseOp { Type.Element: ElementType.Float32 } => OfCombinations(op, [.. op.Operands.Select(operand => known[operand])]),
        _ => null,
    };

    private static ImmutableArray<double>? Union(ImmutableArray<ImmutableArray<double>?> sets) =>
        sets.Contains(null) ? null : Distinct(sets.SelectMany(set => set!.Value));

    /// <summary>What the op makes of each combination of its operands' values, whether or not these occur together.</summary>
    private static ImmutableArray<double>? OfCombinations(Op op, ImmutableArray<ImmutableArray<double>?> operands)
    {
        if (operands.Contains(null) || operands.Aggregate(1L, (count, set) => count * set!.Value.Length) > MostCombinations)
            return null;
        IEnumerable<ImmutableArray<double>> combinations = [[]];
        foreach (var set in operands)
            combinations = [.. combinations.SelectMany(_ => set!.Value, (combination, value) => combination.Add(value))];
        return Distinct(combinations.Select(combination => PointwiseSemantics.Apply(op, combination.AsSpan())));
    }

    private static ImmutableArray<double>? Distinct(IEnumerable<double> values)
    {
        // A zero and a negative zero are equal, but a quotient tells them apart.
        var distinct = new HashSet<long>();
        foreach (double value in values)
        {
            distinct.Add(BitConverter.DoubleToInt64Bits(value));
            if (double.IsNaN(value) || distinct.Count > Most)
                return null;
        }

        return [.. distinct.Select(BitConverter.Int64BitsToDouble).OrderBy(value => value).ThenBy(BitConverter.DoubleToInt64Bits)];
    }
}
