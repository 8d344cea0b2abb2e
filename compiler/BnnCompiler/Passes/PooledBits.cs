// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// An image of which each element is scale * (the sum of the bits of a window), where the windows lie side by side: averages of bits. What a
/// layer of signs sums of it is what a layer on the bits sums that has each weight once for every element of a window.
/// </summary>
/// <param name="Pool">The sums of the windows.</param>
/// <param name="Scale">What one bit counts, as a real number in float64.</param>
internal sealed record PooledBits(SumPool Pool, double Scale)
{
    private const int MaxExtent = 1 << 14;

    // Float64 evaluation of a chain strays by a few of its own roundings, about 1e-16 of the largest value.
    private const double Straightness = 1e-12;

    // The float32 chain strays by a few halves of its last place, 2^-24 of the largest value. One that strays further rounds on purpose.
    private const double Rounding = 1e-6;

    /// <summary>The sums that <paramref name="op"/> is a multiple of, the same for all elements; null if there are none.</summary>
    public static PooledBits? Of(Op op)
    {
        if (ChannelFunction.Of(op) is not { IsUniform: true, Root: SumPool { Input.Type.Element: ElementType.Bit } pool } function
            || !LieSideBySide(pool))
        {
            return null;
        }

        double[] sums = function.Range(0)!.Value.ToArray();
        var (values, hasNaN) = function.Evaluate(0, sums, Arithmetic.Float64);
        double greatest = values[values.Length - 1], scale = greatest / sums[sums.Length - 1];
        double[] rounded = function.Evaluate(0, sums).Values;
        bool isMultiple = Enumerable.Range(0, sums.Length).All(i =>
            Math.Abs(values[i] - (scale * sums[i])) <= Straightness * Math.Abs(greatest)
            && Math.Abs(rounded[i] - (scale * sums[i])) <= Rounding * Math.Abs(greatest));

        // A negative scale would make -0 of a sum of 0.
        return isMultiple && !hasNaN && scale > 0 && function.DecidesAlikeInFloat64(0, sums) ? new(pool, scale) : null;
    }

    /// <summary>
    /// The integer sums, in bits, of <paramref name="layer"/> on this image, under <paramref name="signs"/>; null if its taps are not
    /// neighbours, or if the layer on the bits would be larger than kernels reach.
    /// </summary>
    public Op? Sums(Op layer, Constant signs, Window window, int groups)
    {
        int height = Pool.Window.Rows.Size, width = Pool.Window.Columns.Size;
        var shape = signs.Type.Shape;
        long fanIn = (long)window.Taps * height * width * shape[3];
        if (Spread(window.Rows, height) is not { } rows || Spread(window.Columns, width) is not { } columns
            || !BinaryLayer.IsInReachOfKernels(shape[0], fanIn, ElementType.Bit))
        {
            return null;
        }

        var spread = new Shape(shape[0], rows.Size, columns.Size, shape[3]);
        int SourceOf(int element)
        {
            int channel = element % shape[3], tap = element / shape[3];
            int x = tap % columns.Size, y = tap / columns.Size % rows.Size, output = tap / columns.Size / rows.Size;
            return (((((output * shape[1]) + (y / height)) * shape[2]) + (x / width)) * shape[3]) + channel;
        }

        var repeated = new Constant(BitTensor.FromPredicate(spread, element => signs.Bits.IsSet(SourceOf(element)))).NamedAs(signs);
        return new BinaryConv(Pool.Input, repeated, new(rows, columns), groups).NamedAs(layer);
    }

    /// <summary>An axis of the layer's window in bits instead of in sums of <paramref name="size"/> bits.</summary>
    private static WindowAxis? Spread(WindowAxis axis, int size)
    {
        bool areNeighbours = axis.Dilation == 1 || axis.Size == 1;
        bool fits = (long)size * Math.Max(Math.Max(axis.Size, axis.Stride), Math.Max(axis.Before, axis.After)) <= MaxExtent;
        return areNeighbours && fits ? new(axis.Size * size, axis.Stride * size, axis.Before * size, axis.After * size, 1) : null;
    }

    /// <summary>Whether each bit of the image is in one window, so that padding around the sums is padding around the bits.</summary>
    private static bool LieSideBySide(SumPool pool) =>
        LieSideBySide(pool.Window.Rows, pool.Input.Type.Shape[1], pool.Type.Shape[1])
        && LieSideBySide(pool.Window.Columns, pool.Input.Type.Shape[2], pool.Type.Shape[2]);

    private static bool LieSideBySide(WindowAxis axis, int extent, int outputs) =>
        axis.Before == 0 && axis.After == 0 && axis.Size * outputs == extent && (axis.Dilation == 1 || axis.Size == 1)
            && (axis.Stride == axis.Size || outputs == 1);
}
