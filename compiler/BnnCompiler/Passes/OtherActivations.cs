// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>The words for activations that are not +1 and -1: what computes them, which values were found, and what to do about it.</summary>
internal static class OtherActivations
{
    private const int MaxEvaluated = 1 << 14;

    /// <summary>Binary weights of <paramref name="layer"/> on <paramref name="input"/>, which another layer's results make up.</summary>
    public static DiagnosticException Refusal(Op layer, Op input)
    {
        var source = input;
        while (source is Reshape or Transpose or ToFloat or Pad)
            source = source.Operands[0];
        string node = source.Origin is { } origin ? $" at {origin}" : "";
        return DiagnosticCatalog.ActivationsNotBinary.Error(layer.Origin,
            $"the weights of this layer are binary but its input, computed by '{source.Kind.Mnemonic}' from another layer{node}, is not: "
            + $"found {Parts(source)}; expected +1 and -1, or at most 256 values that are whole steps apart, the same in all channels. "
            + $"{Advice(source)}");
    }

    private static string Parts(Op source) => source switch
    {
        _ when FewValues.Of(source) is not null => Values(source),
        Add { Left: not Constant, Right: not Constant } add => $"sums of {Values(add.Left)} and {Values(add.Right)}",
        Concat joined => $"{Values(joined.Left)} beside {Values(joined.Right)}",
        _ => Values(source),
    };

    private static string Values(Op source)
    {
        while (source is Reshape or Transpose)
            source = source.Operands[0];
        if (FewValues.Of(source) is { } few)
            return $"the values {string.Join(", ", few.Select(value => NumberText.Of((float)value)))}";
        if (ChannelFunction.Of(source) is not { } function)
        {
            return IntegerRange.Of(source, 0) is { } sums
                ? $"integers from {NumberText.Of(sums.Least)} to {NumberText.Of(sums.Greatest)}"
                : "other numbers";
        }

        if (function.Root.Type.Element == ElementType.Float32)
            return "real numbers";
        if (function.Range(0) is not { Count: <= MaxEvaluated } range)
            return "other numbers";
        double[] values = [.. function.Evaluate(0, range.ToArray()).Values.Distinct()];
        return $"{NumberText.Of(values.Length)} values from {NumberText.Of((float)values.Min())} to {NumberText.Of((float)values.Max())} "
            + "in channel 0";
    }

    private static string Advice(Op source)
    {
        var region = PointwiseRegion.EndingIn(source);
        Op[] parts = region is null ? [source] : [.. region.Steps, .. region.Leaves];
        if (source is Concat or Add { Left: not Constant, Right: not Constant })
        {
            return "It is made of two tensors: quantize both with one scale, so that their values are whole steps apart and at most 256 together, or "
                + "put a quantizer or a sign behind it";
        }

        if (parts.Any(part => part is SumPool))
        {
            return "Averages of bits can be read where their windows lie side by side, without padding, and all are scaled alike; "
                + "else put a sign behind them";
        }

        if (parts.Any(part => part is Round))
            return "A quantizer is read where its step is the same for all channels: use one scale for the layer, or put a sign in its place";
        if (region is { Leaves.Length: > 1 })
            return "It is made of several tensors: put a sign or a quantizer of one scale behind it";
        if (FewValues.Of(source) is not null)
        {
            return "Scale them by whole numbers, or put a sign in their place, torch.where(x >= 0, 1.0, -1.0), and train with it";
        }

        return "Exporters drop a sign that was written by assigning to .data (pytorch#51033): "
            + "write it as torch.where(x >= 0, 1.0, -1.0) and export again";
    }
}
