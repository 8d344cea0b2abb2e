// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Gives every output scores of int32 whose argmax is that of the float32 scores, for processors that compute floats in software. With f_n(s)
/// the score of class n at the integer sum s: integers g_n(s) such that f_n(s) >= f_m(t) if and only if g_n(s) >= g_m(t), for all classes
/// n &lt; m and all sums s and t that can occur. The first that are found of: the sums themselves, factor_n * s + offset_n, the rank of f_n(s)
/// among all scores.
/// </summary>
/// <remarks>Stands in the place of <see cref="ReturnScores"/> where integer scores are asked for (<see cref="ScoreType.Int32"/>).</remarks>
internal sealed class ReturnIntegerScores : Pass
{
    /// <summary>16 bits each: more than 64 KiB are no small program any more.</summary>
    private const int MaxRanks = 32 * 1024;

    /// <inheritdoc/>
    public override string Summary => "makes integer scores with the same argmax";

    /// <inheritdoc/>
    public override Graph Run(Graph graph, DiagnosticLog log) => new(graph.Name, graph.Inputs, [.. graph.Outputs.Select(Converted)]);

    private static Op Converted(Op output)
    {
        var chain = WithoutShapes(output);
        var scores = chain.Type.Element == ElementType.Float32 ? chain : new ToFloat(chain).NamedAs(chain);
        var shape = output.Type.Shape;
        if (shape.ElementCount < 2)
            throw Refused(output, $"there is one score, {output.Type}; expected several, of which the index of the greatest is the class");
        if (scores.Type.Shape.ElementCount != scores.Type.Shape.Channels)
            throw Refused(output, $"the scores of the classes are {chain.Type}, computed at several positions; expected one for each class");
        if (FunctionOfSums(InFrontOfShapes(scores)) is not { } function)
            throw Refused(output, $"{Source(scores)}; expected one integer sum for each class, and operations on single numbers behind it");
        var integers = OfSums(function, output);
        return integers.Type.Shape == shape ? integers : new Reshape(integers, shape).Named(output.Name, output.Origin);
    }

    /// <summary>What is shown in other shapes only: its elements keep their order.</summary>
    private static Op WithoutShapes(Op op)
    {
        while (IsInAnotherShapeOnly(op))
            op = op.Operands[0];
        return op;
    }

    private static bool IsInAnotherShapeOnly(Op op) =>
        op is Reshape || (op is Transpose { Input.Type.Shape: var shape, Order: var order } && Transpose.KeepsElements(shape, order));

    /// <summary>
    /// The scores in the shape of the layer, where a flatten stands between them: of an image of one pixel, whose channels are the classes.
    /// </summary>
    private static Op InFrontOfShapes(Op scores)
    {
        while (ChannelFunction.Of(scores) is { Root: var root } function && IsInAnotherShapeOnly(root))
        {
            var inner = WithoutShapes(root);
            if (inner.Type.Shape.Channels != root.Type.Shape.Channels)
                break;
            scores = function.On(inner);
        }

        return scores;
    }

    /// <summary>The scores as a function of what lies as far back as possible and is known to be one of finitely many integers.</summary>
    private static ChannelFunction? FunctionOfSums(Op scores) => Enumerable.Range(1, PointwiseRegion.MaxOps).Reverse()
        .Select(depth => ChannelFunction.Of(scores, depth))
        .FirstOrDefault(function => function?.Root.Type.Element == ElementType.Int32 && function.Range(0) is not null);

    private static Op OfSums(ChannelFunction function, Op output)
    {
        var sums = function.Root;
        int classes = sums.Type.Shape.Channels;
        ImmutableArray<IntegerRange> ranges = [.. Enumerable.Range(0, classes).Select(n => function.Range(n) ?? throw Unknown(output, sums, n))];
        long count = ranges.Sum(range => (long)range.Count);
        if (count > ScoreOrder.MaxScores)
        {
            throw Refused(output, $"the sums of the {NumberText.Of(classes)} classes, {sums}, can be {NumberText.Of(count)} integers in all; "
                + $"expected at most {NumberText.Of(ScoreOrder.MaxScores)}");
        }

        var lines = new Line[classes];
        var order = ScoreOrder.Of(ranges, n =>
        {
            double[] scores = Scores(function, n, ranges[n], output);
            lines[n] = Line.Through(ranges[n], scores);
            return scores;
        });
        if (order.FirstFault([.. lines.Select(_ => 1L)], [.. lines.Select(_ => 0L)]) is null)
            return sums;
        var (fixedPoint, fault) = FixedPointScores.Of(order, [.. lines]);
        return fixedPoint is not null ? Scaled(sums, fixedPoint, output) : Ranked(sums, order, output, fault);
    }

    private static double[] Scores(ChannelFunction function, int n, IntegerRange range, Op output)
    {
        double[] scores = function.Evaluate(n, range.ToArray()).Values;
        int undefined = Array.FindIndex(scores, double.IsNaN);
        return undefined < 0
            ? scores
            : throw Refused(output, $"class {NumberText.Of(n)} has no score (NaN) at the sum {NumberText.Of(range.At(undefined))} "
                + $"of {function.Root}; expected finite constants: look for a variance below -epsilon, or an infinite or NaN parameter");
    }

    /// <summary>A factor of 1 for all classes is left out, and so is an offset that all of them have, which decides nothing.</summary>
    private static Op Scaled(Op sums, FixedPointScores scores, Op output)
    {
        var channels = new Shape(sums.Type.Shape.Channels);
        Op Constant(ImmutableArray<long> numbers) => new Constant(Tensor.Of(channels, [.. numbers.Select(n => (int)n)]));
        var scaled = scores.Factors.All(factor => factor == 1)
            ? sums
            : new Multiply(sums, Constant(scores.Factors)).Named(output.Name + "_scaled", output.Origin);
        return scores.Offsets.Distinct().Count() == 1 ? scaled : new Add(scaled, Constant(scores.Offsets)).NamedAs(output);
    }

    /// <summary>One table for all classes: it begins at the smallest sum of any, and has a column for each sum of any.</summary>
    private static Op Ranked(Op sums, ScoreOrder order, Op output, (ClassScore Weaker, ClassScore Stronger)? fault)
    {
        int least = order.Ranges.Min(range => range.Least), step = CommonStep(order.Ranges);
        long columns = ((order.Ranges.Max(range => (long)range.Greatest) - least) / step) + 1, entries = columns * order.Ranges.Length;
        if (entries > MaxRanks)
        {
            string reason = fault is var (weaker, stronger) ? $" (closest: {Text(weaker)}, {Text(stronger)})" : "";
            throw Refused(output, $"factors and offsets of 32 bits do not keep the order of the scores{reason}, and a table of their ranks, "
                + $"for the sums {sums}, has {NumberText.Of(entries)} entries; expected at most {NumberText.Of(MaxRanks)}");
        }

        short[] table = new short[entries];
        int[] ranks = order.Ranks();
        for (int i = 0; i < ranks.Length; i++)
            table[(order[i].Class * columns) + ((order[i].Sum - least) / step)] = (short)ranks[i];
        TensorType type = new(ElementType.Int16, new(order.Ranges.Length, (int)columns));
        return new Rank(sums, new Constant(new Tensor<short>(type, [.. table])), least, step).NamedAs(output);
    }

    /// <summary>The greatest step in which all sums of all classes lie: 2 where they have one parity, more where bits count several times.</summary>
    private static int CommonStep(ImmutableArray<IntegerRange> ranges)
    {
        var distances = ranges.Select(range => range.Count == 1 ? 0L : range.Step)
            .Concat(ranges.Select(range => Math.Abs(range.Least - (long)ranges[0].Least)));
        return (int)Math.Max(1, distances.Aggregate(0L, GreatestDivisor.Of));
    }

    private static string Text(ClassScore score) =>
        $"class {NumberText.Of(score.Class)} at the sum {NumberText.Of(score.Sum)} has {NumberText.Of((float)score.Score)}";

    /// <summary>What the scores are computed from, where it is not one tensor of integer sums.</summary>
    private static string Source(Op scores)
    {
        var leaves = PointwiseRegion.EndingIn(scores)?.Leaves ?? [];
        return leaves.FirstOrDefault(leaf => leaf.Type.Element != ElementType.Int32) is { } leaf
            ? $"the scores are computed from {leaf}, which are no integer sums"
            : leaves.Length == 1 ? $"the scores are computed from {leaves[0]}, whose integers have no known range"
            : leaves.Length > 1 ? $"the scores are computed from several tensors, {leaves[0]} and {leaves[1]}"
            : "the scores are computed from too many operations to look through";
    }

    private static DiagnosticException Unknown(Op output, Op sums, int channel) =>
        Refused(output, $"the integers that {sums} can be are not known for class {NumberText.Of(channel)}");

    private static DiagnosticException Refused(Op output, string reason) => DiagnosticCatalog.NoIntegerScores.Error(
        output.Origin, $"no integer scores are sure to choose the same class: {reason}. Use float32 scores (--scores float32)");
}
