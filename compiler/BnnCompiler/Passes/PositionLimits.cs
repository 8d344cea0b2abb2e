// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// The limits of a threshold behind a convolution, by the kind of pixel. Pixels near a border have fewer terms, so their popcounts have other
/// limits; rows that are alike share a class, and so do columns, and pixel (i, j) is of class rows_i + columns_j.
/// </summary>
/// <param name="Limits">int32[classes, outputs padded to eight].</param>
/// <param name="Rows">uint8[OH].</param>
/// <param name="Columns">uint8[OW].</param>
internal sealed record PositionLimits(Constant Limits, Constant Rows, Constant Columns)
{
    private const int MaxClasses = 256;

    /// <summary>
    /// The limits of <paramref name="threshold"/> on the sums of <paramref name="conv"/>; null if there are too many kinds of pixels.
    /// </summary>
    public static PositionLimits? Of(Threshold threshold, BinaryConv conv)
    {
        var rules = ThresholdRules.Of(threshold, threshold.Rules);
        var shape = conv.Type.Shape;
        int height = shape[1], width = shape[2], outputs = shape[3], padded = InterleavedWeights.PaddedOutputs(outputs);
        int never = conv.Input.Type.Element == ElementType.Bit ? -1 : int.MaxValue;
        bool countsBits = conv.Input.Type.Element == ElementType.Bit, dependsOnPosition = rules.Length > outputs;
        var image = conv.Input.Type.Shape;
        int[] rowTaps = Taps(conv.Window.Rows, image[1], height), columnTaps = Taps(conv.Window.Columns, image[2], width);
        var limits = new int[height * width][];
        var byTerms = new Dictionary<int, int[]>();
        for (int pixel = 0; pixel < limits.Length; pixel++)
        {
            int terms = rowTaps[pixel / width] * columnTaps[pixel % width] * image.Channels;
            if (dependsOnPosition || !byTerms.TryGetValue(terms, out int[]? ofPixel))
            {
                var used = Enumerable.Range(pixel * outputs, outputs).Select(Limit);
                byTerms[terms] = ofPixel = [.. used, .. Enumerable.Repeat(never, padded - outputs)];
            }

            limits[pixel] = ofPixel;
            int Limit(int element) =>
                countsBits ? SumLimit.OfDiffering(rules[element % rules.Length], terms) : SumLimit.OfSum(rules[element % rules.Length]);
        }

        bool AreEqual(int one, int other) => limits[one] == limits[other] || limits[one].AsSpan().SequenceEqual(limits[other]);
        var rows = Classes.Of(height, (i, first) => Enumerable.Range(0, width).All(j => AreEqual((i * width) + j, (first * width) + j)));
        var columns = Classes.Of(width, (j, first) => Enumerable.Range(0, height).All(i => AreEqual((i * width) + j, (i * width) + first)));
        if (rows is null || columns is null || rows.Firsts.Length * columns.Firsts.Length > MaxClasses)
            return null;
        var table = from i in rows.Firsts from j in columns.Firsts from limit in limits[(i * width) + j] select limit;
        return new(
            new Constant(Tensor.Of(new(rows.Firsts.Length * columns.Firsts.Length, padded), [.. table])),
            new Constant(Tensor.Of(new(height), [.. rows.Members.Select(member => (byte)(member * columns.Firsts.Length))])),
            new Constant(Tensor.Of(new(width), [.. columns.Members.Select(member => (byte)member)])));
    }

    /// <summary>How many taps of each output of an axis lie inside of it.</summary>
    private static int[] Taps(WindowAxis axis, int extent, int outputs) =>
        [.. Enumerable.Range(0, outputs).Select(output => axis.ValidRange(output, extent).Count)];

    /// <summary>Lines of an image that are equal.</summary>
    /// <param name="Firsts">The first line of each class.</param>
    /// <param name="Members">The class of each line.</param>
    private sealed record Classes(ImmutableArray<int> Firsts, ImmutableArray<int> Members)
    {
        /// <summary>The classes of lines by comparison of two; null as soon as there are too many.</summary>
        public static Classes? Of(int count, Func<int, int, bool> areEqual)
        {
            var firsts = new List<int>();
            var members = ImmutableArray.CreateBuilder<int>(count);
            for (int i = 0; i < count; i++)
            {
                int known = firsts.FindIndex(first => areEqual(i, first));
                members.Add(known < 0 ? firsts.Count : known);
                if (known < 0)
                    firsts.Add(i);
                if (firsts.Count > MaxClasses)
                    return null;
            }

            return new([.. firsts], members.MoveToImmutable());
        }
    }
}
