// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>Ops that compare with limits.</summary>
internal sealed partial class RandomPackedOps
{
    private Threshold Compared(Op x)
    {
        int rules = Pick(1, x.Type.Shape.Channels, x.Type.Shape.ElementCount);
        return new(x, Ascending(x, rules, limits: Pick(1, 2)), Constant(ElementType.Bit, new(rules)));
    }

    private Quantize Quantized(Op x)
    {
        int rules = Pick(1, x.Type.Shape.Channels, x.Type.Shape.ElementCount), limits = Pick(1, 2, 3, 15);
        return new(x, Ascending(x, rules, limits), Constant(ElementType.UInt8, new(limits + 1, rules)));
    }

    private Constant Ascending(Op x, int rules, int limits)
    {
        int[] Rule() => [.. Enumerable.Range(0, limits).Select(_ => _random.Next(-2, 200)).Order()];
        int[][] values = [.. Enumerable.Range(0, rules).Select(_ => Rule())];
        var rows = Enumerable.Range(0, limits * rules).Select(i => values[i % rules][i / rules]);
        Tensor ordered = x.Type.Element == ElementType.Float32
            ? Tensor.Of(new Shape(limits, rules), [.. rows.Select(value => value / 100f)])
            : Tensor.Of(new Shape(limits, rules), [.. rows]);
        return new(ordered);
    }
}
