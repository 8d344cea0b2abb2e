// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BnnCompiler.IR;
using BnnCompiler.Kernels;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Interpreter;

/// <summary>
/// The meaning of convolutions: for each pixel of the result the taps that lie inside of the image, for each output the sum over them. Only
/// how a weight is found differs from op to op.
/// </summary>
internal static class ConvolutionInterpreter
{
    /// <summary>The value of one op on given operands.</summary>
    public static Tensor Evaluate(Op op, ImmutableArray<Tensor> operands) => op switch
    {
        ConvolutionOp { Groups: 1 } conv when SignBits.OfFactors(operands[0], operands[1]) is var (bits, signs) => Sums(conv, OfBits(conv, bits, signs)),
        ConvolutionOp conv => Sums(conv, OfNumbers(conv, operands[0], operands[1])),
        XnorConv conv => Sums(conv, OfWords(conv, operands, null)),
        XnorConvThreshold conv => Bits(conv, conv.Limits, conv.Rows, conv.Columns, OfWords(conv, operands, null), countsDiffering: true),
        GroupedXnorConv conv => Sums(conv, OfWords(conv, operands, conv)),
        SignedConv or FloatConv => Sums((PackedConvolutionOp)op, OfRows((PackedConvolutionOp)op, operands[0], operands[1])),
        SignedConvThreshold conv => Bits(conv, conv.Limits, conv.Rows, conv.Columns, OfRows(conv, operands[0], operands[1]), countsDiffering: false),
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' is not interpreted; add it to {nameof(ConvolutionInterpreter)}."),
    };

    /// <summary>One sum: which output, over which taps.</summary>
    private delegate double Summation(int output, Tap[] taps);

    private static Tensor Sums(ConvolutionOp op, Summation sum) => Sums(op, op.Input.Type.Shape, op.Window, (_, output, taps) => sum(output, taps));

    private static Tensor Sums(PackedConvolutionOp op, Summation sum) => Sums(op, op.Input.Type.Shape, op.Form.Window, (_, output, taps) => sum(output, taps));

    /// <summary>An op on the windows of an image, each element from its pixel, its output and the taps inside of the image.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    public static Tensor Sums(Op op, Shape image, Window window, Func<int, int, Tap[], double> value)
    {
        var result = op.Type.Shape;
        var values = new double[result.ElementCount];
        for (int pixel = 0; pixel < result[1] * result[2]; pixel++)
        {
            Tap[] taps = [.. window.ValidTaps(image, pixel / result[2], pixel % result[2])];
            for (int output = 0; output < result[3]; output++)
                values[(pixel * result[3]) + output] = value(pixel, output, taps);
        }

        return GraphInterpreter.Made(op, values);
    }

    /// <summary>A sum K - 2p is compared by its number p of differing bits, which has to be small; any other sum has to be great.</summary>
    private static Tensor Bits(PackedConvolutionOp op, Constant limits, Constant rows, Constant columns, Summation sum, bool countsDiffering)
    {
        int width = op.Type.Shape[2], padded = limits.Type.Shape[1];
        return Sums(op, op.Input.Type.Shape, op.Form.Window, (pixel, output, taps) =>
        {
            int position = (int)(rows.Value[pixel / width] + columns.Value[pixel % width]);
            double limit = limits.Value[(position * padded) + output], y = sum(output, taps);
            bool isSet = countsDiffering ? ((taps.Length * op.Input.Type.Shape.Channels) - y) / 2 <= limit : y >= limit;
            return isSet ? 1 : -1;
        });
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
                    differing += IR.Bits.Count(x[word] ^ w[word]);
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

    /// <summary>Weights in rows of the outputs of one group, by group, tap, channel.</summary>
    private static Summation OfRows(PackedConvolutionOp op, Tensor image, Tensor weights)
    {
        int groupChannels = op.Form.GroupChannels, groupOutputs = op.Form.GroupOutputs, taps = op.Form.Window.Taps;
        int FirstWeight(int output, int tap) =>
            (((output / groupOutputs * taps) + tap) * groupChannels * groupOutputs) + (output % groupOutputs);
        return InOrder(image, weights, groupChannels, groupOutputs, FirstWeight, stride: groupOutputs);
    }

    /// <summary>
    /// Tap after tap, channel after channel; sums of floats, and products with floats, are rounded at every step. The weights of an output's tap
    /// begin at <paramref name="firstWeight"/> and are <paramref name="stride"/> apart.
    /// </summary>
    private static Summation InOrder(Tensor image, Tensor weights, int groupChannels, int groupOutputs, Func<int, int, int> firstWeight, int stride)
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

    /// <summary>Weights in words interleaved by eight outputs; in groups only some words of a pixel, masked.</summary>
    private static Summation OfWords(PackedConvolutionOp op, ImmutableArray<Tensor> operands, GroupedXnorConv? grouped)
    {
        const int Lanes = InterleavedDenseOp.Lanes;
        var image = (BitTensor)operands[0];
        var weights = ((BitTensor)operands[1]).Words;
        int words = grouped?.WordsPerTap ?? image.RowWords, tapWords = op.Weights.Type.Shape[1];
        return [MethodImpl(Optimized.AtFirstCall)] (output, taps) =>
        {
            int block = output / Lanes, start = grouped?.FirstWords.Integers.Values[block] ?? 0, differing = 0;
            foreach (var tap in taps)
            {
                for (int word = 0; word < words; word++)
                {
                    int index = (((block * tapWords) + (tap.Index * words) + word) * Lanes) + (output % Lanes);
                    ulong mask = grouped is null ? ulong.MaxValue : grouped.Masks.Bits.Words[index];
                    differing += IR.Bits.Count((image.Row(tap.Pixel)[start + word] ^ weights[index]) & mask);
                }
            }

            return (taps.Length * op.Form.GroupChannels) - (2 * differing);
        };
    }
}
