// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Interpreter;

/// <summary>The meaning of bit-sliced layers: 2 P_n - A, P_n the sum of the inputs whose weight is +1 and A that of all, bits counting as 1 and 0.</summary>
internal static class SlicedInterpreter
{
    /// <summary>The value of one op on given operands.</summary>
    public static Tensor Evaluate(Op op, ImmutableArray<Tensor> operands) => op switch
    {
        SlicedDense dense => GraphInterpreter.Made(op, n => (dense.Scale * DenseDifference(dense, operands[0], n)) + dense.Offsets.Integers.Values[n]),
        SlicedThreshold dense => BitTensor.FromPredicate(op.Type.Shape, n =>
            DenseDifference(dense, operands[0], n) + dense.Bias >= Limit(dense.Limits, 0, dense.CounterPlanes + 1, n)),
        SlicedConv conv => GraphInterpreter.Made(op, i =>
        {
            int kind = Kind(conv, conv.Rows, conv.Columns, i), output = i % conv.Form.Outputs;
            return (2 * ConvDifference(conv, operands[0], i)) + conv.Offsets.Integers.Values[(kind * conv.Form.Outputs) + output];
        }),
        SlicedConvThreshold conv => BitTensor.FromPredicate(op.Type.Shape, i =>
        {
            int kind = Kind(conv, conv.Rows, conv.Columns, i), output = i % conv.Form.Outputs;
            return ConvDifference(conv, operands[0], i) + conv.Bias >= Limit(conv.Limits, kind, conv.CounterPlanes + 1, output);
        }),
        PixelConvThreshold conv => BitTensor.FromPredicate(op.Type.Shape, i =>
            ConvDifference(conv, operands[0], i) >= conv.Limits.Integers.Values[(Kind(conv, conv.Rows, conv.Columns, i) * conv.Form.Outputs) + (i % conv.Form.Outputs)]),
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' is not interpreted; add it to {nameof(SlicedInterpreter)}."),
    };

    private static int Number(Tensor input, int index) => input is BitTensor bits ? bits.IsSet(index) ? 1 : 0 : (int)input[index];

    private static int DenseDifference(ISlicedOp dense, Tensor input, int output)
    {
        var weights = dense.Weights.Bits;
        int difference = 0;
        for (int k = 0; k < input.Type.Shape.ElementCount; k++)
            difference += weights.IsSet((k * dense.RowLength) + output) ? Number(input, k) : -Number(input, k);
        return difference;
    }

    private static int ConvDifference(PackedConvolutionOp conv, Tensor input, int index)
    {
        var (form, image, result) = (conv.Form, conv.Input.Type.Shape, conv.Type.Shape);
        int output = index % form.Outputs, pixel = index / form.Outputs, group = output / form.GroupOutputs;
        int difference = 0;
        foreach (var tap in form.Window.ValidTaps(image, pixel / result[2], pixel % result[2]))
        {
            for (int channel = 0; channel < form.GroupChannels; channel++)
            {
                int row = (((group * form.Window.Taps) + tap.Index) * form.GroupChannels) + channel;
                int number = Number(input, (tap.Pixel * image.Channels) + (group * form.GroupChannels) + channel);
                int weight = conv is PixelConvThreshold ? (output * form.RowShape[0]) + row : (row * form.GroupOutputs) + (output % form.GroupOutputs);
                difference += conv.Weights.Bits.IsSet(weight) ? number : -number;
            }
        }

        return difference;
    }

    private static int Limit(Constant limits, int kind, int planes, int output)
    {
        int outputs = limits.Type.Shape[1], limit = 0;
        for (int plane = planes - 1; plane >= 0; plane--)
            limit = (2 * limit) + (limits.Bits.IsSet((((kind * planes) + plane) * outputs) + output) ? 1 : 0);
        return limit;
    }

    private static int Kind(PackedConvolutionOp conv, Constant rows, Constant columns, int index)
    {
        int pixel = index / conv.Form.Outputs, width = conv.Type.Shape[2];
        return (int)(rows.Value[pixel / width] + columns.Value[pixel % width]);
    }
}
