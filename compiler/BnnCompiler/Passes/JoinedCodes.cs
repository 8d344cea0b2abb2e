// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Two tensors side by side, of codes, bits or pixels that stand for values of their own, as codes on one grid that the values of both lie on.
/// </summary>
internal static class JoinedCodes
{
    /// <summary>What takes the place of <paramref name="concat"/>; null if its operands are something else, or lie on no common grid.</summary>
    public static Op? Of(Concat concat, DiagnosticLog log)
    {
        if (Part.Of(concat.Left, log) is not { } left || Part.Of(concat.Right, log) is not { } right)
            return null;
        double[] values = [.. left.Rule.Values.Concat(right.Rule.Values).Distinct().OrderBy(value => value)];
        if (Grid.CodesOf(values, byte.MaxValue) is not { } codes)
            return null;
        var codeOf = values.Zip(codes, (value, code) => (value, code)).ToDictionary(pair => pair.value, pair => (byte)pair.code);
        return values.Length == 2
            ? CodeValues.AsFloats(new Concat(left.AsBits(codeOf), right.AsBits(codeOf)), [-1, 1], values, concat)
            : CodeValues.AsFloats(new Concat(left.AsBytes(codeOf), right.AsBytes(codeOf)), codes, values, concat);
    }

    /// <summary>A function of codes, bits or pixels, the same for all elements, with its values.</summary>
    private sealed record Part(ChannelFunction Function, StepRule<int> Rule)
    {
        public static Part? Of(Op op, DiagnosticLog log) =>
            OfCodes(op) ?? (QuantizeActivation.OnDemand(op, log) is { } coded ? OfCodes(coded) : null);

        private static Part? OfCodes(Op op) =>
            ChannelFunction.OfCodes(op) is { IsUniform: true, Root.Type.Element: ElementType.UInt8 or ElementType.Bit } function
                && StepSearch.OverIntegers(function, 0, function.Range(0)!.Value).Rule is { } rule
                ? new(function, rule)
                : null;

        /// <summary>The tensor with +1 for the value of code 1, and -1 for that of code 0.</summary>
        public Op AsBits(Dictionary<double, byte> codeOf)
        {
            bool isItself = Function.Root.Type.Element == ElementType.Bit && Rule.Values.Length == 2 && codeOf[Rule.Values[1]] == 1;
            ThresholdRule<int>[] rules = [new(codeOf[Rule.Values[0]] != 0, Rule.Limits)];
            return isItself ? Function.Root : OfNumbers(rules.ToThreshold);
        }

        /// <summary>The tensor with other codes for its values. Those of a quantizer are what it gives.</summary>
        public Op AsBytes(Dictionary<double, byte> codeOf)
        {
            double[] integers = Function.Range(0)!.Value.ToArray();
            var codes = integers.Zip(Function.Evaluate(0, integers).Values, (integer, value) => (integer, code: codeOf[value + 0.0])).ToList();
            if (codes.All(pair => pair.integer == pair.code))
                return Function.Root;
            if (Function.Root is not Quantize quantize)
                return OfNumbers(numbers => Rule.ToBytes(numbers, value => codeOf[value]));
            var byCode = codes.ToDictionary(pair => (byte)pair.integer, pair => pair.code);
            var table = (Tensor<byte>)quantize.Codes.Value;
            return new Quantize(
                quantize.Input, quantize.Limits, new Constant(Tensor.Of(table.Type.Shape, [.. table.Values.Select(code => byCode[code])])));
        }

        private Op OfNumbers(Func<Op, Op> build) => Function.Root.Type.Element == ElementType.Bit
            ? OnImage.Of(Function.Root, image => build(new SumPool(image, Window.Of(1, 1))))
            : build(Function.Root);
    }
}
