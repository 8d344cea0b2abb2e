// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Convolutions;

/// <summary>
/// Weights in rows of outputs, so that the lanes of a vector are outputs and each element of the image is loaded once: row (group * taps + tap) *
/// channels + channel holds the outputs of the group.
/// </summary>
internal static class OutputRows
{
    /// <summary>The weights of a convolution.</summary>
    /// <param name="conv">Its weights lie by output, tap, channel of the group.</param>
    /// <param name="negated">Whether an output's weights are to be negated, where they are bits; null for none.</param>
    public static Constant Of(ConvolutionOp conv, Predicate<int>? negated = null)
    {
        var form = PackedConvolution.Of(conv, conv.Input);
        int taps = form.Window.Taps, channels = form.GroupChannels, outputs = form.GroupOutputs;
        int Source(int index)
        {
            int row = index / outputs, output = (row / channels / taps * outputs) + (index % outputs);
            return (((output * taps) + (row / channels % taps)) * channels) + (row % channels);
        }

        var weights = conv.Weights;
        ImmutableArray<T> Rearranged<T>(ImmutableArray<T> values) => [.. Enumerable.Range(0, values.Length).Select(i => values[Source(i)])];
        Tensor rows = weights.Value switch
        {
            BitTensor bits => BitTensor.FromPredicate(form.RowShape, i => bits.IsSet(Source(i)) ^ (negated?.Invoke(Source(i) / conv.FanIn) ?? false)),
            Tensor<sbyte> bytes => new Tensor<sbyte>(new(ElementType.Int8, form.RowShape), Rearranged(bytes.Values)),
            _ => Tensor.Of(form.RowShape, Rearranged(weights.Floats.Values)),
        };
        return (Constant)new Constant(rows).NamedAs(weights);
    }

    /// <summary>The sums of a convolution, from the values of image and weights.</summary>
    public static ConvolutionInterpreter.Summation Sums(PackedConvolution form, ImmutableArray<Tensor> operands)
    {
        int groupChannels = form.GroupChannels, groupOutputs = form.GroupOutputs, taps = form.Window.Taps;
        int FirstWeight(int output, int tap) =>
            (((output / groupOutputs * taps) + tap) * groupChannels * groupOutputs) + (output % groupOutputs);
        return ConvolutionInterpreter.InOrder(operands[0], operands[1], groupChannels, groupOutputs, FirstWeight, stride: groupOutputs);
    }
}
