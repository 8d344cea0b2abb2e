// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Interpreter;

/// <summary>
/// The meaning of convolutions: for each pixel of the result the taps that lie inside of the image, for each output the sum over them. Only
/// how a weight is found differs from op to op.
/// </summary>
internal static class ConvolutionInterpreter
{
    /// <summary>The value of one op on given operands.</summary>
    public static Tensor Evaluate(ConvolutionOp conv, ImmutableArray<Tensor> operands) =>
        Sums(conv, conv.Groups == 1 && SignBits.OfFactors(operands[0], operands[1]) is var (bits, signs)
            ? OfBits(conv, bits, signs)
            : OfNumbers(conv, operands[0], operands[1]));

    /// <summary>One sum: which output, over which taps.</summary>
    public delegate double Summation(int output, Tap[] taps);

    private static Tensor Sums(ConvolutionOp op, Summation sum) => Sums(op, op.Input.Type.Shape, op.Window, (_, output, taps) => sum(output, taps));

    /// <summary>An op on the windows of an image, each element from its pixel, its output and the taps inside of the image.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    public static Tensor Sums(Op op, Shape image, Window window, Func<int, int, Tap[], double> value)
    {
        var result = op.Type.Shape;
        double[] values = new double[result.ElementCount];
        for (int pixel = 0; pixel < result[1] * result[2]; pixel++)
        {
            Tap[] taps = [.. window.ValidTaps(image, pixel / result[2], pixel % result[2])];
            for (int output = 0; output < result[3]; output++)
                values[(pixel * result[3]) + output] = value(pixel, output, taps);
        }

        return GraphInterpreter.Made(op, values);
    }

    private static Summation OfBits(ConvolutionOp op, BitTensor image, BitTensor weights)
    {
        int channels = weights.Type.Shape[3], taps = op.Window.Taps;
        return [MethodImpl(Optimized.AtFirstCall)] (output, valid) =>
        {
            int differing = 0;
            foreach (var tap in valid)
            {
                var x = image.Row(tap.Pixel);
                var w = weights.Row((output * taps) + tap.Index);
                for (int word = 0; word < x.Length; word++)
                    differing += Bits.Count(x[word] ^ w[word]);
            }

            return (valid.Length * channels) - (2 * differing);
        };
    }

    /// <summary>Weights in the order of the source: output, tap, channel of the group.</summary>
    private static Summation OfNumbers(ConvolutionOp op, Tensor image, Tensor weights)
    {
        int groupChannels = weights.Type.Shape[3], taps = op.Window.Taps;
        return InOrder(image, weights, groupChannels, op.Outputs / op.Groups, (output, tap) => ((output * taps) + tap) * groupChannels, stride: 1);
    }

    /// <summary>
    /// Tap after tap, channel after channel; sums of floats, and products with floats, are rounded at every step. The weights of an output's tap
    /// begin at <paramref name="firstWeight"/> and are <paramref name="stride"/> apart.
    /// </summary>
    public static Summation InOrder(Tensor image, Tensor weights, int groupChannels, int groupOutputs, Func<int, int, int> firstWeight, int stride)
    {
        int channels = image.Type.Shape.Channels;
        double[] x = image.ToNumbers(), w = weights.ToNumbers();
        bool isFloat = image.Type.Element == ElementType.Float32;
        return [MethodImpl(Optimized.AtFirstCall)] (output, taps) =>
        {
            double sum = 0;
            int firstChannel = output / groupOutputs * groupChannels;
            foreach (var tap in taps)
            {
                int element = (tap.Pixel * channels) + firstChannel, weight = firstWeight(output, tap.Index);
                for (int channel = 0; channel < groupChannels; channel++, element++, weight += stride)
                {
                    double product = x[element] * w[weight];
                    sum = isFloat ? (float)(sum + (float)product) : sum + product;
                }
            }

            return sum;
        };
    }
}
