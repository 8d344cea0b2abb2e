// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A pointwise function of a layer's sums that takes only the values +s and -s becomes a threshold on the sums. What the function is made
/// of does not matter: it is evaluated at every integer the sum can be (docs/numerics.md). Functions of floats become float thresholds
/// where they are proved monotone, and else from their last step on.
/// </summary>
internal sealed class FusePointwiseIntoThreshold : RewriteRule
{
    private const int NamedChannels = 100;

    /// <summary>The most ops that a spelling of sign is made of: 2 * (1 - (x &lt; 0)) - 1 has four.</summary>
    private const int DeepestSpelling = 6;

    /// <inheritdoc/>
    public override string Summary => "evaluates a chain at every sum and replaces it by a threshold";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not PointwiseOp || op.Type.Element != ElementType.Float32 || BinaryTensor.Of(op) is not null)
            return null;
        return FunctionsEndingIn(op)
            .Select(function => function.Range(0) is null ? OfFloats(function) : OfIntegers(function, log))
            .FirstOrDefault(binary => binary is not null);
    }

    /// <summary>The op as a function of what lies as far back as possible, then of ever closer tensors.</summary>
    private static IEnumerable<ChannelFunction> FunctionsEndingIn(Op op)
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
        if (function.Root.Type.Element is not (ElementType.Int32 or ElementType.UInt8))
            return null;
        var rules = new List<ThresholdRule<int>>();
        var tieUnsafe = new List<int>();
        double scale = Math.Abs(function.Evaluate(0, [function.Range(0)!.Value.Least]).Values[0]);
        bool hasNaN = false;
        if (scale is not > 0 || double.IsInfinity(scale))
            return null;
        for (int channel = 0; channel < function.Rules; channel++)
        {
            var range = function.Range(channel)!.Value;
            var (found, isNaN) = ThresholdSearch.OverIntegers(function, channel, range, scale);
            hasNaN |= isNaN;
            if (found is not { } rule)
                return null;
            rules.Add(rule);
            if (ThresholdSearch.DependsOnOrder(function, channel, range, rule))
                tieUnsafe.Add(channel);
        }

        var result = function.Result;
        if (hasNaN)
        {
            throw DiagnosticCatalog.NotANumber.Error(result.Origin,
                "a step before this sign is not a number (NaN) for a sum that can occur; expected finite constants: "
                + "look for a variance below -epsilon, or an infinite or NaN parameter");
        }

        if (tieUnsafe.Count > 0)
            log.Report(DiagnosticCatalog.TieUnsafe.At(result.Origin, Describe(tieUnsafe, function.Rules)));
        return Scaled(rules.ToThreshold(function.Root), scale, result);
    }

    private static Op? OfFloats(ChannelFunction function)
    {
        if (function.Root.Type.Element != ElementType.Float32)
            return null;
        double scale = Math.Abs(function.Evaluate(0, [float.MinValue]).Values[0]);
        if (scale is not > 0 || double.IsInfinity(scale))
            return null;
        var rules = new List<ThresholdRule<float>>();
        for (int channel = 0; channel < function.Rules; channel++)
        {
            if (ThresholdSearch.OverFloats(function, channel, scale) is not { } rule)
                return null;
            rules.Add(rule);
        }

        return Scaled(rules.ToThreshold(function.Root), scale, function.Result);
    }

    private static Op Scaled(Threshold threshold, double scale, Op result)
    {
        var bits = new ToFloat(threshold.NamedAs(result)).Named(result.Name + "_float", result.Origin);
        return scale == 1
            ? bits
            : new Multiply(bits, new Constant(Tensor.Of(new(1), (float)scale))).Named(result.Name + "_scaled", result.Origin);
    }

    private static string Describe(List<int> channels, int of)
    {
        string named = string.Join(", ", channels.Take(NamedChannels).Select(channel => channel.ToString(CultureInfo.InvariantCulture)));
        string rest = channels.Count > NamedChannels ? ", ..." : "";
        return $"{NumberText.Of(channels.Count)} of {NumberText.Of(of)} channels ({named}{rest}) have a threshold that another order of evaluation "
            + "(float64, folded batch norm, fused multiply-add) puts elsewhere; the order of the model file was followed";
    }
}
