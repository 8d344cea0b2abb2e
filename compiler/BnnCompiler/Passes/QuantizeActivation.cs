// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A function of a layer's sums that takes few values, which lie on a grid, becomes codes: the number of limits that a sum reaches, or bits where
/// there are two values. It is found by evaluation, as thresholds are (<see cref="FusePointwiseIntoThreshold"/>), and only for what a layer of
/// few-valued weights reads: elsewhere floats are as good.
/// </summary>
internal static class QuantizeActivation
{
    /// <summary>
    /// What takes the place of <paramref name="op"/>; null if it is codes already, or a binary layer can read it as it is, or it can be no
    /// codes.
    /// </summary>
    public static Op? Of(Op op, DiagnosticLog log) =>
        op.Type.Element != ElementType.Float32 || op is Constant or Input || BinaryTensor.Of(op) is not null || AffineCode.Of(op) is not null
            || PooledBits.Of(op) is not null || PixelSteps.OfPixels(op) is not null
            ? null
            : op is Concat concat && JoinedCodes.Of(concat, log) is { } joined
                ? joined
                : Coded(op, FusePointwiseIntoThreshold.DeepestPools, log)
                    ?? (op is Add add ? (SummedCodes.Of(add, log) is { } sum ? OnDemand(sum, log) : null) ?? RoundedSums.Of(add, log) : null);

    /// <summary>
    /// Sums of windows that lead to a layer of few-valued weights, from codes if what is summed takes fewer values than the sums it is made of: what
    /// a quantizer did there is then a few comparisons.
    /// </summary>
    public static Op Pooled(SumPool pool, DiagnosticLog log)
    {
        var input = pool.Input;
        var known = AffineCode.Of(input);
        if (BinaryTensor.Of(input) is not null || known is { IsOfCodes: false })
            return pool;
        if (known is null)
        {
            if (Of(input, log) is not { } coded || AffineCode.Of(coded) is not { } code || !IsCoarser(code, input))
                return pool;
            input = coded;
        }

        var onCodes = (SumPool)new SumPool(input, pool.Window).NamedAs(pool);
        return SummedCodes.Of(onCodes, log) ?? onCodes;
    }

    private static bool IsCoarser(AffineCode code, Op source) =>
        code.Range.Count == 1 || ChannelFunction.Of(source)?.Range(0) is not { } range || code.Range.Count < range.Count;

    /// <summary>What a layer with integer weights reads, as codes, also where a binary layer has another way to read it.</summary>
    public static Op? OnDemand(Op op, DiagnosticLog log) =>
        op.Type.Element == ElementType.Float32 ? Coded(op, FusePointwiseIntoThreshold.DeepestPools, log) : null;

    private static Op? Coded(Op op, int pools, DiagnosticLog log) =>
        (op is PointwiseOp ? FusePointwiseIntoThreshold.FunctionsEndingIn(op) : [])
            .Select(function => function switch
            {
                { Root: MaxPool { Type.Element: ElementType.Float32 } pool } when pools > 0 => OfMaxima(function, pool, pools, log),
                _ when function.Range(0) is null => OfFloats(function),
                _ => OfIntegers(function, log),
            })
            .FirstOrDefault(codes => codes is not null) ?? OfItself(op);

    /// <summary>
    /// Codes of a maximum: where the function rises, they are the greatest code of the window, and where it falls, the least, which is the greatest
    /// where codes are counted from the other end.
    /// </summary>
    private static Op? OfMaxima(ChannelFunction function, MaxPool pool, int pools, DiagnosticLog log)
    {
        int channels = pool.Type.Shape.Channels;
        var onMaxima = OfFloats(function);
        int?[] directions = [.. Enumerable.Range(0, function.Rules).Select(rule => Monotonicity.Direction(function, rule))];
        if (function.Rules > channels || directions.Contains(null))
            return onMaxima;
        bool Falls(int channel) => directions[channel % directions.Length] < 0;
        if (Coded(function.On(pool.Input), pools - 1, log) is not { } onElements
            || ChannelFunction.OfCodes(onElements) is not { IsUniform: true } values
            || (values.Root.Operands[0].Type.Element == ElementType.Float32 && onMaxima is not null))
        {
            return onMaxima;
        }

        return values.Root switch
        {
            Threshold bits => values.On(new BitPool(bits, new Constant(BitTensor.FromPredicate(new(channels), Falls)), pool.Window).NamedAs(bits)),
            Quantize codes => values.On(PooledCodes(codes, pool, Enumerable.Range(0, channels).Any(Falls) ? Falls : null).NamedAs(codes)),
            _ => onMaxima,
        };
    }

    private static Op PooledCodes(Quantize codes, MaxPool pool, Predicate<int>? falls)
    {
        int channels = codes.Type.Shape.Channels, greatest = ((Tensor<byte>)codes.Codes.Value).Values.Max();
        if (falls is null || greatest == 0)
            return new MaxPool(codes, pool.Window);
        var pooled = new MaxPool(FromTheTop(codes, greatest, falls), pool.Window).Named(codes.Name + "_from_the_top", pool.Origin);
        var limits = Enumerable.Range(1, greatest).SelectMany(limit => Enumerable.Repeat(limit, channels));
        var back = Enumerable.Range(0, greatest + 1)
            .SelectMany(code => Enumerable.Range(0, channels).Select(channel => (byte)(falls(channel) ? greatest - code : code)));
        return new Quantize(
            pooled,
            new Constant(Tensor.Of(new Shape(greatest, channels), [.. limits])),
            new Constant(Tensor.Of(new Shape(greatest + 1, channels), [.. back])));
    }

    /// <summary>The codes counted from the greatest one down, in some channels; there are rules for each channel then.</summary>
    private static Quantize FromTheTop(Quantize codes, int greatest, Predicate<int> falls)
    {
        int channels = codes.Type.Shape.Channels, rules = Math.Max(codes.Rules, channels);
        var table = ((Tensor<byte>)codes.Codes.Value).Values;
        var turned = Enumerable.Range(0, (codes.Rows + 1) * rules).Select(i =>
        {
            byte code = table[(i / rules * codes.Rules) + (i % rules % codes.Rules)];
            return falls(i % rules % channels) ? (byte)(greatest - code) : code;
        });
        ImmutableArray<T> Repeated<T>(ImmutableArray<T> limits) =>
            [.. Enumerable.Range(0, codes.Rows * rules).Select(i => limits[(i / rules * codes.Rules) + (i % rules % codes.Rules)])];
        var shape = new Shape(codes.Rows, rules);
        Tensor limits = codes.Limits.Value is Tensor<float> floats
            ? Tensor.Of(shape, Repeated(floats.Values))
            : Tensor.Of(shape, Repeated(codes.Limits.Integers.Values));
        return new(codes.Input, new Constant(limits), new Constant(Tensor.Of(new(codes.Rows + 1, rules), [.. turned])));
    }

    private static Op? OfIntegers(ChannelFunction function, DiagnosticLog log)
    {
        if (function.Root.Type.Element is not (ElementType.Int32 or ElementType.UInt8))
            return null;
        bool hasNaN = false;
        var rules = function.ForEachRule(i =>
        {
            var (rule, isNaN) = StepSearch.OverIntegers(function, i, function.Range(i)!.Value);
            hasNaN |= isNaN;
            return rule;
        });
        if (hasNaN)
            throw FusePointwiseIntoThreshold.NotANumber(function.Result);
        var codes = rules?.ToCodes(function.Root, function.Result);
        if (codes is not null)
            ReportTies(function, rules!, log);
        return codes;
    }

    private static void ReportTies(ChannelFunction function, StepRule<int>[] rules, DiagnosticLog log)
    {
        double[] values = [.. rules.SelectMany(rule => rule.Values).Distinct().OrderBy(value => value)];
        double tolerance = values.Zip(values.Skip(1), (lower, upper) => upper - lower).DefaultIfEmpty(0).Min() / 2;
        int channels = function.Root.Type.Shape.Channels;
        var unsafeChannels = Enumerable.Range(0, rules.Length)
            .Where(i => function.Representatives[i] == i
                && StepSearch.DependsOnOrder(function, i, function.Range(i)!.Value, rules[i], tolerance))
            .Select(i => i % channels);
        FusePointwiseIntoThreshold.ReportTies(function, [.. unsafeChannels], log);
    }

    private static Op? OfFloats(ChannelFunction function)
    {
        if (function.Root.Type.Element != ElementType.Float32)
            return null;
        var few = function.FewValuesOf(function.Root);
        var rules = function.ForEachRule(i =>
            few is { } values ? StepSearch.OverValues(function, i, values) : StepSearch.OverFloats(function, i));
        return rules?.ToCodes(function.Root, function.Result);
    }

    /// <summary>What has been computed from several tensors can still have few values, as the sum of two activations has.</summary>
    private static Op? OfItself(Op op)
    {
        if (FewValues.Of(op) is not { } few || few.Any(double.IsInfinity))
            return null;
        double[] values = [.. few.Select(value => value + 0.0).Distinct()];
        return new[] { new StepRule<float>([.. values.Skip(1).Select(value => (float)value)], [.. values]) }.ToCodes(op, op);
    }
}
