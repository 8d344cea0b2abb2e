// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>MultiThreshold of FINN's dialect.</summary>
internal static class Thresholds
{
    // As many as make 256 levels: eight bits. More than a few are counted by one op, as each comparison would be a step over the whole tensor.
    private const int MostThresholds = 255, MostComparisons = 15;

    /// <summary>
    /// MultiThreshold(x, t): out_scale * (number of t that x reaches) + out_bias, with one row of t for each channel or for all. The number is
    /// the sum of the comparisons, whole at every step, whatever the order of t.
    /// </summary>
    public static Value MultiThreshold(NodeImport node)
    {
        float scale = node.Float("out_scale", 1), bias = node.Float("out_bias", 0);
        string layout = node.Text("data_layout", "NCHW"), type = node.Text("out_dtype", "");
        var x = node.Float(0);
        var thresholds = node.Parameter(1, "the thresholds");
        var shape = thresholds.Type.Shape;
        if (shape.Rank != 2)
            throw node.Invalid($"the thresholds of MultiThreshold are {thresholds.Type}; [channels, thresholds] is expected");
        if (shape[1] > MostThresholds)
        {
            throw DiagnosticCatalog.UnsupportedBitWidth.Error(node.Origin,
                $"MultiThreshold has {NumberText.Of(shape[1])} thresholds per channel; up to {NumberText.Of(MostThresholds)} are supported, "
                + "which make 8 bits. Train with fewer levels");
        }

        RefuseNaN(node, thresholds);

        if (type == "BIPOLAR" && (scale != 2 || bias != -1))
        {
            throw node.Invalid(
                $"MultiThreshold has out_dtype BIPOLAR, but out_scale {NumberText.Of(scale)} and out_bias {NumberText.Of(bias)} do not "
                + "make -1 and +1; 2 and -1 are expected");
        }

        int axis = ChannelAxis(node, x.Type.Shape, shape[0], layout);
        var result = shape[1] <= MostComparisons
            ? Compared(node, x, thresholds, new([shape[0], .. Enumerable.Repeat(1, x.Type.Shape.Rank - 1 - axis)]))
            : Counted(node, x, thresholds, axis);
        if (scale != 1)
            result = node.Add(new Multiply(result, Constants.Scalar(scale)));
        if (bias != 0)
            result = node.Add(new Add(result, Constants.Scalar(bias)));
        return new TensorValue(result);
    }

    private static Op Compared(NodeImport node, Op x, Constant thresholds, Shape perChannel)
    {
        int count = thresholds.Type.Shape[1];
        Op? sum = null;
        for (int step = 0; step < count; step++)
        {
            int column = step;
            var limits = node.Context.Constants.Rearrange(thresholds, perChannel, channel => (channel * count) + column, node.Origin);
            var reached = node.Add(new Compare(x, limits, "ge"));
            sum = sum is null ? reached : node.Add(new Add(sum, reached));
        }

        return sum!;
    }

    // One op that counts, with the channels on the last axis and each channel's limits in a column, ascending.
    private static Op Counted(NodeImport node, Op x, Constant thresholds, int channelAxis)
    {
        int channels = thresholds.Type.Shape[0], count = thresholds.Type.Shape[1], rank = x.Type.Shape.Rank;
        float[][] sorted = [.. thresholds.Floats.Values.Chunk(count).Select(row => row.Order().ToArray())];
        node.Context.Constants.Count((long)channels * count, channels * count, node.Origin);
        float[] limits = [.. Enumerable.Range(0, channels * count).Select(i => sorted[i % channels][i / channels])];
        byte[] codes = [.. Enumerable.Range(0, channels * (count + 1)).Select(i => (byte)(i / channels))];
        ImmutableArray<int> order = [.. Enumerable.Range(0, rank).Where(axis => axis != channelAxis), channelAxis];
        var counted = node.Add(new Quantize(
            node.Transposed(x, order),
            node.Add(new Constant(Tensor.Of(new(count, channels), [.. limits]))),
            node.Add(new Constant(Tensor.Of(new(count + 1, channels), [.. codes])))));
        return node.Transposed(node.Add(new ToFloat(counted)), Transpose.Inverse(order));
    }

    private static void RefuseNaN(NodeImport node, Constant thresholds)
    {
        var values = thresholds.Floats.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                int count = thresholds.Type.Shape[1];
                throw node.Invalid($"threshold {NumberText.Of(i % count)} of channel {NumberText.Of(i / count)} of MultiThreshold is not a number; "
                    + "retrain or repair that channel");
            }
        }
    }

    private static int ChannelAxis(NodeImport node, Shape x, int channels, string layout)
    {
        if (x.Rank == 0 || layout is not ("NCHW" or "NHWC" or "NC" or "NCW" or "NWC"))
        {
            throw node.Unsupported(
                $"MultiThreshold has data_layout '{PrintableText.Escape(layout)}' on {NumberText.Of(x.Rank)} axes; NC, NCW, NWC, "
                + "NCHW or NHWC is expected");
        }

        int axis = layout[^1] == 'C' ? x.Rank - 1 : Math.Min(1, x.Rank - 1);
        if (channels != 1 && channels != x[axis])
        {
            throw node.Invalid(
                $"MultiThreshold has thresholds for {NumberText.Of(channels)} channels, but its input has {NumberText.Of(x[axis])}");
        }

        return axis;
    }
}
