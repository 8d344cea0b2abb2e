// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// The maximum of a function of pixels that never falls is the function of the greatest pixel: max f(p) = f(max p). The pixels are pooled, as
/// bytes, and a layer behind the pool reads a function of pixels, which it can sum as integers.
/// </summary>
internal sealed class PoolPixels : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "pools pixels instead of what is made of them";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not MaxPool { Input: var input } pool || ChannelFunction.Of(input) is not { Root.Type.Element: ElementType.UInt8 } function)
            return null;
        int channels = input.Type.Shape.Channels;
        if (function.Rules > channels || !Enumerable.Range(0, function.Rules).All(rule => Rises(function, rule)))
            return null;
        var pixels = new MaxPool(function.Root, pool.Window).Named(function.Root.Name + "_pool", pool.Origin);
        return function.On(pixels).NamedAs(pool);
    }

    private static bool Rises(ChannelFunction function, int rule)
    {
        var (values, hasNaN) = function.Evaluate(rule, function.Range(rule)!.Value.ToArray());
        return !hasNaN && values.Zip(values.Skip(1), IsBelowOrSame).All(rises => rises);
    }

    /// <summary>A zero and a negative zero are equal but not the same.</summary>
    private static bool IsBelowOrSame(double value, double next) =>
        value < next || BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(next);
}
