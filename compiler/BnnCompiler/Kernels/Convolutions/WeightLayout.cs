// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Convolutions;

/// <summary>Weights in the layouts that kernels read.</summary>
internal static class WeightLayout
{
    /// <summary>
    /// Bits interleaved by eight outputs: bit[blocks, words, 8, 64], where the words of an output are those of all its rows. Rows are taps of
    /// a convolution, or pixels in front of a flatten; the input pads each to whole words, and so do the weights.
    /// </summary>
    /// <param name="layer">Its weights are one row or several for each output, the first axis.</param>
    /// <param name="rowLength">Bits of a row.</param>
    /// <param name="negated">Whether an output's weights are to be negated.</param>
    public static Op Interleaved(Op layer, int rowLength, Predicate<int> negated)
    {
        const int Lanes = InterleavedWeights.Lanes;
        var weights = (Constant)layer.Operands[1];
        int outputs = weights.Type.Shape[0], rows = weights.Type.Shape.ElementCount / outputs / rowLength;
        var bits = (BitTensor)weights.Bits.Reshape(new(outputs, rows, rowLength));
        int words = rows * bits.RowWords;
        ulong tail = rowLength % 64 == 0 ? ulong.MaxValue : (1UL << (rowLength % 64)) - 1;
        var shape = InterleavedShape(layer, outputs, words);
        var interleaved = new ulong[shape.ElementCount / 64];
        for (int n = 0; n < outputs; n++)
        {
            for (int j = 0; j < words; j++)
            {
                ulong used = j % bits.RowWords == bits.RowWords - 1 ? tail : ulong.MaxValue;
                ulong word = bits.Words[(n * words) + j];
                interleaved[(((n / Lanes * words) + j) * Lanes) + (n % Lanes)] = negated(n) ? ~word & used : word;
            }
        }

        return new Constant(new BitTensor(new(ElementType.Bit, shape), ImmutableArray.Create(interleaved))).NamedAs(weights);
    }

    /// <summary>The shape of interleaved weights with as many words for each output; refuses what rows padded to words make too large.</summary>
    public static Shape InterleavedShape(Op layer, int outputs, int words)
    {
        long padded = InterleavedWeights.PaddedOutputs(outputs);
        return padded * words * 64 <= Shape.MaxElements
            ? new((int)padded / InterleavedWeights.Lanes, words, InterleavedWeights.Lanes, 64)
            : throw DiagnosticCatalog.UnsupportedGraph.Error(layer.Origin,
                $"the layer reads {NumberText.Of(words)} words of 64 bits, as the channels of each pixel begin a new one, "
                + $"for each of {NumberText.Of(outputs)} outputs; expected at most {NumberText.Of(Shape.MaxElements)} bits of weights. Use fewer pixels or more channels in front of it");
    }

    /// <summary>
    /// Weights of a convolution in rows of outputs: row (group * taps + tap) * channels + channel holds the outputs of the group.
    /// </summary>
    public static Op InRows(ConvolutionOp conv, Predicate<int> negated)
    {
        var form = FormOf(conv);
        int taps = form.Window.Taps, channels = form.GroupChannels, outputs = form.GroupOutputs;
        int Source(int index)
        {
            int row = index / outputs, output = (row / channels / taps * outputs) + (index % outputs);
            return (((output * taps) + (row / channels % taps)) * channels) + (row % channels);
        }

        var weights = conv.Weights;
        Tensor rows = weights.Value is BitTensor bits
            ? BitTensor.FromPredicate(form.RowShape, i => bits.IsSet(Source(i)) ^ negated(Source(i) / conv.FanIn))
            : Tensor.Of(form.RowShape, [.. Enumerable.Range(0, form.RowShape.ElementCount).Select(i => weights.Floats.Values[Source(i)])]);
        return new Constant(rows).NamedAs(weights);
    }

    /// <summary>Weights of a convolution in a row for each output: bit tap * channels + channel.</summary>
    public static Op ByOutput(ConvolutionOp conv, Predicate<int> negated)
    {
        var bits = conv.Weights.Bits;
        return new Constant(BitTensor.FromPredicate(new(conv.Outputs, conv.FanIn), i => bits.IsSet(i) ^ negated(i / conv.FanIn))).NamedAs(conv.Weights);
    }

    /// <summary>Image, window, outputs and groups of a convolution.</summary>
    public static PackedConvolution FormOf(ConvolutionOp conv) => new(conv.Input, conv.Window, conv.Outputs, conv.Groups);

    /// <summary>The weights of a dense layer with a row for each input.</summary>
    /// <param name="weights">A row for each output.</param>
    /// <param name="negated">Whether an output's weights are to be negated.</param>
    /// <param name="zeros">Rows of zeros behind the last.</param>
    public static Op Transposed(Constant weights, Predicate<int> negated, int zeros = 0)
    {
        var bits = weights.Bits;
        int outputs = weights.Type.Shape[0], fanIn = weights.Type.Shape[1], words = TensorType.WordsFor(outputs);
        var columns = new ulong[(fanIn + zeros) * words];
        var block = new ulong[64];
        for (int first = 0; first < outputs; first += 64)
        {
            for (int word = 0; word < bits.RowWords; word++)
            {
                for (int i = 0; i < 64; i++)
                    block[i] = first + i < outputs ? bits.Words[((first + i) * bits.RowWords) + word] ^ (negated(first + i) ? ulong.MaxValue : 0) : 0;
                Bits.Transpose(block);
                for (int i = 0; i < 64 && (64 * word) + i < fanIn; i++)
                    columns[(((64 * word) + i) * words) + (first / 64)] = block[i];
            }
        }

        return new Constant(new BitTensor(new(ElementType.Bit, new(fanIn + zeros, outputs)), ImmutableArray.Create(columns))).NamedAs(weights);
    }
}
