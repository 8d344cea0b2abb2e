// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// An op that sums up each channel of a window into one number. Taps outside of the image are left out; every window has one inside.
/// </summary>
internal abstract class PoolOp : Op
{
    private protected PoolOp(OpKind kind, ElementType element, Op input, Window window, params ImmutableArray<Op> rest)
        : base(kind, new(element, ResultOf(input.Image("input"), window)), [input, .. rest]) => Window = window;

    /// <summary>[1, H, W, C].</summary>
    public Op Input => Operands[0];

    /// <summary>How the window slides.</summary>
    public Window Window { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => Window.Attributes(withKernel: true);

    private static Shape ResultOf(Shape image, Window window)
    {
        var result = window.Result(image, image[3]);
        return HasTaps(window.Rows, image[1], result[1]) && HasTaps(window.Columns, image[2], result[2])
            ? result
            : throw new InvalidOpException($"a window lies outside of the image [{image}], in its padding; expected less padding");
    }

    /// <summary>Whether every window has a tap inside. Of those that do not begin in front of the axis all have one if the last one has.</summary>
    private static bool HasTaps(WindowAxis axis, int extent, int outputs)
    {
        bool HasTap(int output) => axis.ValidRange(output, extent).Count > 0;
        int outside = Math.Min(outputs, (axis.Before + axis.Stride - 1) / axis.Stride);
        return HasTap(outputs - 1) && Enumerable.Range(0, outside).All(HasTap);
    }
}
