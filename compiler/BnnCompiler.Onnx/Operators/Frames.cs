// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Pad: an image in a frame of one value.</summary>
internal static class Frames
{
    private const int MaxPad = 1 << 14;

    /// <summary>More rows and columns around an image.</summary>
    public static Value Pad(NodeImport node)
    {
        // Before operator set 11, pads and value are attributes.
        string mode = node.Text("mode", "constant");
        var tensor = node.Numeric(0);
        float attribute = node.Float("value", 0), value = node.Has(2) ? node.Limit(tensor, 2, "the value") : attribute;
        var listed = node.Ints("pads");
        var x = tensor.Op;
        int rank = x.Type.Shape.Rank;
        var pads = node.Has(1) ? node.Integers(1, "the pads") : listed ?? throw node.Invalid("Pad has no pads");
        var (before, after) = ByAxis(node, pads, rank);
        if (before.Concat(after).All(pad => pad == 0))
            return tensor;
        if (mode != "constant")
            throw node.Unsupported($"mode of Pad is '{PrintableText.Escape(mode)}'; constant is supported");

        tensor = tensor with { Bounds = tensor.Bounds.With(new(value, value)) };
        int[] padded = [.. Enumerable.Range(0, rank).Where(axis => before[axis] != 0 || after[axis] != 0)];
        return padded switch
        {
            _ when rank is 3 or 4 && padded[0] >= 2 => tensor with { Op = ChannelsFirst(node, x, before, after, value) },

            // Rows and columns of an image whose channels are on the last axis already.
            [1, 2] when rank == 4 => tensor with { Op = Framed(node, x, [before[1], before[2], after[1], after[2]], value) },
            _ => throw node.Unsupported(
                $"Pad pads axis {string.Join(" and axis ", padded.Select(axis => NumberText.Of(axis)))} of {x.Type}; the spatial axes of an image "
                + "[1, channels, height, width] can be padded, its batch and its channels cannot"),
        };
    }

    private static Op ChannelsFirst(NodeImport node, Op x, int[] before, int[] after, float value)
    {
        int rank = before.Length;
        ImmutableArray<int> pads = rank == 4 ? [before[2], before[3], after[2], after[3]] : [0, before[2], 0, after[2]];
        return node.FromImage(Framed(node, node.ToImage(x), pads, value), rank);
    }

    private static Op Framed(NodeImport node, Op image, ImmutableArray<int> pads, float value) => node.Add(new Pad(image, pads, value));

    private static (int[] Before, int[] After) ByAxis(NodeImport node, ImmutableArray<long> pads, int rank)
    {
        var named = node.Has(3) ? node.Integers(3, "the axes") : [.. Enumerable.Range(0, rank).Select(axis => (long)axis)];
        int[] axes = [.. named.Select(axis => node.Axis(axis, rank))];
        if (axes.Distinct().Count() != axes.Length || pads.Length != 2 * axes.Length)
        {
            throw node.Invalid(
                $"Pad has {NumberText.Of(pads.Length)} pads for {NumberText.Of(axes.Length)} axes; two for each axis, named once, are expected");
        }

        int[] before = new int[rank], after = new int[rank];
        for (int i = 0; i < axes.Length; i++)
        {
            before[axes[i]] = Checked(node, pads[i]);
            after[axes[i]] = Checked(node, pads[i + axes.Length]);
        }

        return (before, after);
    }

    private static int Checked(NodeImport node, long pad) => pad is >= 0 and <= MaxPad
        ? (int)pad
        : throw node.Unsupported(
            $"Pad pads by {NumberText.Of(pad)}; 0 to {NumberText.Of(MaxPad)} elements are supported"
            + (pad < 0 ? ", an image cannot be cropped" : ""));
}
