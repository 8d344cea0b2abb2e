// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Interpreter;

/// <summary>The meaning of ops on images without weights.</summary>
internal static class ImageInterpreter
{
    /// <summary>The value of one op on given operands.</summary>
    public static Tensor Evaluate(Op op, ImmutableArray<Tensor> operands) => op switch
    {
        Pad pad => Framed(pad, operands[0]),
        Lookup => GraphInterpreter.Made(op, i => operands[1][(int)operands[0][i]]),
        // A NaN is never greater, so it is passed over.
        MaxPool pool => Pooled(pool, operands[0], (greatest, x) => x > greatest ? x : greatest, start: double.NegativeInfinity),
        SumPool { Type.Element: ElementType.Float32 } pool => Pooled(pool, operands[0], (sum, x) => (float)(sum + x), start: 0),
        SumPool pool => Pooled(pool, operands[0], (sum, x) => unchecked((int)(long)(sum + x))),
        BitPool pool => Pooled(pool, operands[0], (bit, x, channel) => pool.All.Bits.IsSet(channel) ? Math.Min(bit, x) : Math.Max(bit, x)),
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' is not interpreted; add it to {nameof(ImageInterpreter)}."),
    };

    private static Tensor Framed(Pad pad, Tensor image)
    {
        var (source, result) = (image.Type.Shape, pad.Type.Shape);
        return GraphInterpreter.Made(pad, i =>
        {
            int channel = i % result[3], column = (i / result[3] % result[2]) - pad.Pads[1], row = (i / result[3] / result[2]) - pad.Pads[0];
            bool isInside = row >= 0 && row < source[1] && column >= 0 && column < source[2];
            return isInside ? image[(((row * source[2]) + column) * source[3]) + channel] : pad.Value;
        });
    }

    private static Tensor Pooled(PoolOp pool, Tensor image, Func<double, double, double> combine, double? start = null) =>
        Pooled(pool, image, (value, x, _) => combine(value, x), start);

    /// <summary>The taps of each window combined in order, the first one with <paramref name="start"/>, or with nothing.</summary>
    private static Tensor Pooled(PoolOp pool, Tensor image, Func<double, double, int, double> combine, double? start = null)
    {
        var (source, result) = (image.Type.Shape, pool.Type.Shape);
        double[] numbers = image.ToNumbers();
        double[] values = new double[result.ElementCount];
        for (int pixel = 0; pixel < result[1] * result[2]; pixel++)
        {
            int[] pixels = [.. pool.Window.ValidTaps(source, pixel / result[2], pixel % result[2]).Select(tap => tap.Pixel)];
            for (int channel = 0; channel < result[3]; channel++)
            {
                double first = numbers[(pixels[0] * source[3]) + channel];
                double value = start is { } zero ? combine(zero, first, channel) : first;
                for (int tap = 1; tap < pixels.Length; tap++)
                    value = combine(value, numbers[(pixels[tap] * source[3]) + channel], channel);
                values[(pixel * result[3]) + channel] = value;
            }
        }

        return GraphInterpreter.Made(pool, values);
    }
}
