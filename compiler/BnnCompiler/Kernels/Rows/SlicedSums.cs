// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Rows;

/// <summary>
/// The meaning of bit-sliced layers: 2 P_n - A, P_n the sum of the inputs whose weight is +1 and A that of all, bits counting as 1 and 0.
/// </summary>
internal static class SlicedSums
{
    private static int Number(Tensor input, int index) => input is BitTensor bits ? bits.IsSet(index) ? 1 : 0 : (int)input[index];

    /// <summary>A dense layer from 2 P_n - A of each output.</summary>
    public static Tensor Dense(ISlicedOp dense, Tensor input, Func<int[], Tensor> layer)
    {
        var weights = dense.Weights.Bits;
        int inputs = input.Type.Shape.ElementCount;
        int[] differences = new int[dense.RowLength];
        if (input is BitTensor { Type.Shape.Rows: 1 } bits)
        {
            var rows = TurnedWeights.Of((Op)dense, weights.Transposed);
            for (int n = 0; n < differences.Length; n++)
                differences[n] = Difference(bits.Row(0), rows.Row(n));
            return layer(differences);
        }

        for (int k = 0; k < inputs; k++)
        {
            int number = Number(input, k);
            if (number == 0)
                continue;
            var row = weights.Row(k);
            for (int n = 0; n < differences.Length; n++)
                differences[n] += ((row[n / 64] >> (n % 64)) & 1) != 0 ? number : -number;
        }

        return layer(differences);
    }

    /// <summary>Each element of a convolution from its 2 P_n - A, its kind of pixel and its output.</summary>
    public static Tensor Convolution(ClassedConvolutionOp conv, Tensor input, Func<int, int, int, int> element)
    {
        var differences = Differences(conv, input);
        return ConvolutionInterpreter.Sums(conv, conv.Input.Type.Shape, conv.Form.Window, (pixel, output, taps) =>
            element(differences(output, taps), conv.ClassAt(pixel), output));
    }

    private static Func<int, Tap[], int> Differences(PackedConvolutionOp conv, Tensor input)
    {
        var (form, image, weights) = (conv.Form, conv.Input.Type.Shape, conv.Weights.Bits);
        [MethodImpl(Optimized.AtFirstCall)]
        int Weight(int output, int tap, int channel)
        {
            int row = (((output / form.GroupOutputs * form.Window.Taps) + tap) * form.GroupChannels) + channel;
            return conv is PixelConvThreshold ? (output * form.RowShape[0]) + row : (row * form.GroupOutputs) + (output % form.GroupOutputs);
        }

        if (input is BitTensor bits && form.GroupOutputs == form.Outputs)
        {
            int taps = form.Window.Taps, channels = image.Channels;
            var rows = TurnedWeights.Of(conv, () => BitTensor.FromPredicate(
                new(form.Outputs * taps, channels),
                [MethodImpl(Optimized.AtFirstCall)] (i) => weights.IsSet(Weight(i / channels / taps, i / channels % taps, i % channels))));
            return [MethodImpl(Optimized.AtFirstCall)] (output, valid) =>
            {
                int difference = 0;
                foreach (var tap in valid)
                    difference += Difference(bits.Row(tap.Pixel), rows.Row((output * taps) + tap.Index));
                return difference;
            };
        }

        return [MethodImpl(Optimized.AtFirstCall)] (output, valid) =>
        {
            int difference = 0, firstChannel = output / form.GroupOutputs * form.GroupChannels;
            foreach (var tap in valid)
            {
                for (int channel = 0; channel < form.GroupChannels; channel++)
                {
                    int number = Number(input, (tap.Pixel * image.Channels) + firstChannel + channel);
                    difference += weights.IsSet(Weight(output, tap.Index, channel)) ? number : -number;
                }
            }

            return difference;
        };
    }

    /// <summary>The sum of the set bits of x, those counting 1 whose weight is set and the others -1.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    private static int Difference(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> weights)
    {
        int difference = 0;
        for (int word = 0; word < x.Length; word++)
            difference += (2 * Bits.Count(x[word] & weights[word])) - Bits.Count(x[word]);
        return difference;
    }

    /// <summary>The limit of an output, read from its planes.</summary>
    public static int Limit(Constant limits, int kind, int planes, int output)
    {
        int outputs = limits.Type.Shape[1], limit = 0;
        for (int plane = planes - 1; plane >= 0; plane--)
            limit = (2 * limit) + (limits.Bits.IsSet((((kind * planes) + plane) * outputs) + output) ? 1 : 0);
        return limit;
    }
}
