// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// The same elements with their axes in another order: axis i of the result is axis order_i of the operand (ONNX Transpose).
/// <c>%y = transpose(%x) {order=0x2x3x1} : float32[1, 28, 28, 3]</c> with x: float32[1, 3, 28, 28].
/// </summary>
internal sealed class Transpose : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("transpose", 1, Stage.Imported, Stage.Packed,
        a => new Transpose(a[0], [.. Window.Numbers(a, "order", a[0].Type.Shape.Rank, 0)]));

    /// <summary>Reorders the axes of <paramref name="input"/>.</summary>
    public Transpose(Op input, ImmutableArray<int> order)
        : base(KindOf, input.Type.WithShape(Reordered(input.Type.Shape, order)), input) => Order = order;

    /// <summary>Channels-first to channels-last.</summary>
    public static ImmutableArray<int> ToChannelsLast { get; } = [0, 2, 3, 1];

    /// <summary>Channels-last to channels-first.</summary>
    public static ImmutableArray<int> ToChannelsFirst { get; } = [0, 3, 1, 2];

    /// <summary>The tensor whose axes are reordered.</summary>
    public Op Input => Operands[0];

    /// <summary>For each axis of the result, the axis of the operand.</summary>
    public ImmutableArray<int> Order { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [new("order", Window.Words([.. Order]))];

    /// <summary>The order that undoes <paramref name="order"/>.</summary>
    public static ImmutableArray<int> Inverse(ImmutableArray<int> order) =>
        [.. Enumerable.Range(0, order.Length).Select(axis => order.IndexOf(axis))];

    /// <summary>Whether axes of extent 1 alone change places, so that the elements stay in order.</summary>
    public static bool KeepsElements(Shape shape, ImmutableArray<int> order)
    {
        int[] moving = [.. order.Where(axis => shape[axis] > 1)];
        return moving.SequenceEqual(moving.OrderBy(axis => axis));
    }

    /// <summary>The row-major index in the operand of each element of the result, in order.</summary>
    public static IEnumerable<int> SourceIndices(Shape source, ImmutableArray<int> order) =>
        Enumerable.Range(0, source.ElementCount).Select(SourceIndex(source, order));

    /// <summary>The row-major index in the operand, by that in the result.</summary>
    public static Func<int, int> SourceIndex(Shape source, ImmutableArray<int> order)
    {
        var result = Reordered(source, order);
        var strides = Strides(source, order);
        return index =>
        {
            int sourceIndex = 0;
            for (int axis = result.Rank - 1; axis >= 0; index /= result[axis], axis--)
                sourceIndex += index % result[axis] * strides[axis];
            return sourceIndex;
        };
    }

    /// <summary>For each axis of the result, the distance of neighbours in the operand.</summary>
    public static ImmutableArray<int> Strides(Shape source, ImmutableArray<int> order)
    {
        int[] strides = new int[source.Rank];
        for (int axis = source.Rank - 1, stride = 1; axis >= 0; stride *= source[axis], axis--)
            strides[axis] = stride;
        return [.. order.Select(axis => strides[axis])];
    }

    private static Shape Reordered(Shape shape, ImmutableArray<int> order)
    {
        if (shape.Rank == 0)
            throw new InvalidOpException("the operand is a scalar; expected axes to reorder");
        if (!order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, shape.Rank)))
            throw new InvalidOpException($"order '{Window.Words([.. order])}' does not name each axis of [{shape}] once");
        return new([.. order.Select(axis => shape[axis])]);
    }
}
