// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A pointwise function of a layer's sums that takes only the values +s and -s becomes a threshold on the sums. What the function is made
/// of does not matter: it is evaluated at every integer the sum can be (docs/numerics.md), and so are functions of bits. Functions of floats become
/// float thresholds where they are proved monotone, or where their argument is one of a few values, as behind a comparison. What is proved in neither
/// way stays as it is.
/// </summary>
internal sealed class FusePointwiseIntoThreshold : RewriteRule
{
    private const int NamedChannels = 100;

    /// <summary>The most ops that a spelling of sign is made of: 2 * (1 - (x &lt; 0)) - 1 has four.</summary>
    private const int DeepestSpelling = 6;

    /// <summary>
    /// The most pools in a row that a function is moved in front of: networks have one, and without a bound a model could make the compiler's
    /// stack grow with its depth.
    /// </summary>
    public const int DeepestPools = 8;

    /// <inheritdoc/>
    public override string Summary => "evaluates a chain at every sum and replaces it by a threshold";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not PointwiseOp || op.Type.Element != ElementType.Float32 || BinaryTensor.Of(op) is not null)
            return null;
        return Fused(op, DeepestPools, log);
    }

    private static Op? Fused(Op op, int pools, DiagnosticLog log) => AsFunction(op, pools, log) ?? OfItself(op);

    private static Op? AsFunction(Op op, int pools, DiagnosticLog log) => FunctionsEndingIn(op)
        .Select(function => function switch
        {
            { Root: MaxPool { Type.Element: ElementType.Float32 } pool } when pools > 0 => OfMaxima(function, pool, pools, log),
            _ when function.Range(0) is null => OfFloats(function),
            _ => OfIntegers(function, log),
        })
        .FirstOrDefault(binary => binary is not null);

    /// <summary>
    /// A monotone function of a maximum: where it rises, it is +1 if it is for any element of the window, and where it falls, if it is for all.
    /// Elements that are functions of integers have been evaluated at all of these; others can be infinite, and then the function has to be
    /// proved at the infinities too.
    /// </summary>
    private static Op? OfMaxima(ChannelFunction function, MaxPool pool, int pools, DiagnosticLog log)
    {
        int channels = pool.Type.Shape.Channels;
        var onMaxima = OfFloats(function);
        int?[] directions = Enumerable.Range(0, Math.Min(function.Rules, channels))
            .Select(channel => Monotonicity.Direction(function, channel)).ToArray();
        if (function.Rules > channels || directions.Contains(null))
            return onMaxima;
        var moved = function.On(pool.Input);
        var onElements = BinaryTensor.Of(Fused(moved, pools - 1, log) ?? moved);
        if (onElements is null || (onElements.Bits is Threshold { Input.Type.Element: ElementType.Float32 } && onMaxima is null))
            return onMaxima;
        var falls = BitTensor.FromPredicate(new(channels), channel => directions[channel % directions.Length] < 0);
        return BinaryTensor.AsFloats(
            new BitPool(onElements.Bits, new Constant(falls), pool.Window), Math.Abs(onElements.UniformScale()!.Value), function.Result);
    }

    /// <summary>The op as a function of what lies as far back as possible, then of ever closer tensors.</summary>
    public static IEnumerable<ChannelFunction> FunctionsEndingIn(Op op)
    {
        Op? lastRoot = null;
        foreach (int depth in Enumerable.Range(1, DeepestSpelling).Append(int.MaxValue).Reverse())
        {
            if (ChannelFunction.Of(op, depth) is { } function && function.Root != lastRoot)
            {
                lastRoot = function.Root;
                yield return function;
            }
        }
    }

    private static Op? OfIntegers(ChannelFunction function, DiagnosticLog log)
    {
        if (function.Root.Type.Element is not (ElementType.Int32 or ElementType.UInt8 or ElementType.Bit))
            return null;
        var tieUnsafe = new List<int>();
        double scale = Math.Abs(function.Evaluate(0, [function.Range(0)!.Value.Least]).Values[0]);
        bool hasNaN = false;
        if (scale is not > 0 || double.IsInfinity(scale))
            return null;
        var rules = function.ForEachRule(i =>
        {
            var range = function.Range(i)!.Value;
            var (rule, isNaN) = ThresholdSearch.OverIntegers(function, i, range, scale);
            hasNaN |= isNaN;
            if (rule is not null && ThresholdSearch.DependsOnOrder(function, i, range, rule))
                tieUnsafe.Add(i % function.Root.Type.Shape.Channels);
            return rule;
        });
        if (rules is null)
            return null;

        var result = function.Result;
        if (hasNaN)
            throw NotANumber(result);
        ReportTies(function, tieUnsafe, log);
        return function.Root.Type.Element == ElementType.Bit
            ? OfBits(function, rules, (float)scale)
            : BinaryTensor.AsFloats(rules.ToThreshold(function.Root), (float)scale, result);
    }

    /// <summary>The error for a function that is no number for a sum that can occur.</summary>
    public static DiagnosticException NotANumber(Op result) => DiagnosticCatalog.NotANumber.Error(result.Origin,
        "a step before this sign is not a number (NaN) for a sum that can occur; expected finite constants: "
        + "look for a variance below -epsilon, or an infinite or NaN parameter");

    /// <summary>Notes the channels of <paramref name="function"/> whose limits depend on the order of evaluation, if there are any.</summary>
    public static void ReportTies(ChannelFunction function, IReadOnlyCollection<int> channels, DiagnosticLog log)
    {
        if (channels.Count == 0)
            return;
        log.Report(DiagnosticCatalog.TieUnsafe.At(function.Result.Origin,
            Describe([.. channels.Distinct().OrderBy(channel => channel)], function.IsUniform ? 1 : function.Root.Type.Shape.Channels)));
    }

    /// <summary>
    /// A function of +1 and -1. Where it keeps the bits of all channels they are the same bits, perhaps times another scale; else a threshold on
    /// them as integers, which may differ by channel. Not a negative scale where it negates all: that would make -0 of a sum of 0.
    /// </summary>
    private static Op OfBits(ChannelFunction function, ThresholdRule<int>[] rules, float scale)
    {
        var bits = function.Root;
        if (rules.All(rule => rule.Limits.Length == 1 && !rule.Flip))
            return BinaryTensor.AsScaled(bits, scale, function.Result);
        var integers = OnImage.Of(bits, image => new SumPool(image, Window.Of(1, 1)).NamedAs(bits));
        return BinaryTensor.AsFloats(rules.ToThreshold(integers), scale, function.Result);
    }

    private static Op? OfFloats(ChannelFunction function)
    {
        if (function.Root.Type.Element != ElementType.Float32)
            return null;
        var few = function.FewValuesOf(function.Root);
        double scale = Math.Abs(function.Evaluate(0, [few?[0] ?? float.MinValue]).Values[0]);
        if (scale is not > 0 || double.IsInfinity(scale))
            return null;
        var rules = function.ForEachRule(element => few is { } values
            ? ThresholdSearch.OverValues(function, element, values, scale)
            : ThresholdSearch.OverFloats(function, element, scale));
        return rules is null ? null : BinaryTensor.AsFloats(rules.ToThreshold(function.Root), (float)scale, function.Result);
    }

    /// <summary>What has been computed from several tensors can still be +s and -s only, as the product of two signs is.</summary>
    private static Op? OfItself(Op op)
    {
        if (FewValues.Of(op) is not [var low, var high] || low != -high || high == 0 || double.IsInfinity(high))
            return null;
        return BinaryTensor.AsFloats(new[] { new ThresholdRule<float>(false, [(float)high]) }.ToThreshold(op), (float)high, op);
    }

    private static string Describe(List<int> channels, int of)
    {
        string named = string.Join(", ", channels.Take(NamedChannels).Select(channel => channel.ToString(CultureInfo.InvariantCulture)));
        string rest = channels.Count > NamedChannels ? ", ..." : "";
        return $"{NumberText.Of(channels.Count)} of {NumberText.Of(of)} channels ({named}{rest}) have a threshold that another order of evaluation "
            + "(float64, folded batch norm, fused multiply-add) puts elsewhere; the order of the model file was followed";
    }
}
