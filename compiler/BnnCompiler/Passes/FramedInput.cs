// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>The image that a convolution reads, and the frame that is put around it, by a Pad in front and by the convolution's own zeros.</summary>
/// <param name="Image">Without any frame.</param>
/// <param name="Value">What the inner part of the frame is made of; the outer part is 0.</param>
/// <param name="Window">The convolution's window, with both parts as its padding.</param>
/// <param name="Source">The convolution: its input is the image in the inner part of the frame.</param>
internal sealed record FramedInput(Op Image, float Value, Window Window, Conv Source)
{
    /// <summary>What <paramref name="conv"/> reads.</summary>
    public static FramedInput Of(Conv conv)
    {
        var window = conv.Window;
        if (conv.Input is not Pad pad)
            return new(conv.Input, 0, window, conv);
        var (rows, columns) = (window.Rows, window.Columns);
        var both = new Window(
            rows with { Before = rows.Before + pad.Pads[0], After = rows.After + pad.Pads[2] },
            columns with { Before = columns.Before + pad.Pads[1], After = columns.After + pad.Pads[3] });
        return new(pad.Input, pad.Value, both, conv);
    }

    /// <summary>Whether some of the padding is zeros, and not a frame of another value.</summary>
    public bool HasZeros => (Value == 0 ? Window : Source.Window).IsPadded;

    /// <summary>A pixel that becomes <see cref="Value"/> by what stands between the pixels and the image; null if there is none.</summary>
    public int? FramePixel() =>
        ChannelFunction.Of(Image) is { IsUniform: true, Root.Type.Element: ElementType.UInt8 } function
        && Array.IndexOf(function.Evaluate(0, function.Range(0)!.Value.ToArray()).Values, Value) is >= 0 and int pixel
            ? pixel
            : null;

    /// <summary>
    /// The sums with what the frame adds to them: <paramref name="term"/> for each of its taps, under the signs of the weights. That is a
    /// constant, by position.
    /// </summary>
    public Op WithFrame(ConvolutionOp sums, int term) => WithFrame(sums, sums, term);

    /// <summary>The same of sums that are computed otherwise, with the weights of <paramref name="layer"/>.</summary>
    public Op WithFrame(Op sums, ConvolutionOp layer, int term)
    {
        if (Value == 0 || term == 0)
            return sums;
        int[] counts = [.. Counts(layer, Source.Window, Source.Input).Zip(Counts(layer, Window, Image), (all, inImage) => (all - inImage) * term)];
        return new Add(sums, new Constant(TapSums.ToTensor(counts, sums.Type.Shape))).Named(Source.Name + "_frame", Source.Origin);
    }

    /// <summary>What the frame adds to each sum, as floats: its value times the sum of the weights on it, by position.</summary>
    public Tensor<float> FrameSums(ConvolutionOp sums)
    {
        var counts = Counts(sums, Source.Window, Source.Input)
            .Zip(Counts(sums, Window, Image), (all, inImage) => (float)((double)Value * (all - inImage)));
        return Tensor.Of(sums.Type.Shape, [.. counts]);
    }

    /// <summary>
    /// For each sum that of its weights over the taps inside of the image, without any frame, in the forms of <see
    /// cref="WeightSums"/>.
    /// </summary>
    public Tensor<int> WeightSumsOnImage(ConvolutionOp sums) => TapSums.ToTensor(Counts(sums, Window, Image), sums.Type.Shape);

    /// <summary>
    /// For each sum that of its weights over all taps but those in zeros: int32[1, OH, OW, M], or int32[M] where it
    /// is the same everywhere.
    /// </summary>
    public Tensor<int> WeightSums(ConvolutionOp sums) =>
        TapSums.ToTensor(Value == 0 ? Counts(sums, Window, Image) : Counts(sums, Source.Window, Source.Input), sums.Type.Shape);

    /// <summary>The same over the taps inside of <paramref name="image"/>, by position and output.</summary>
    private static int[] Counts(ConvolutionOp sums, Window window, Op image)
    {
        var weights = sums.Weights;
        int outputs = sums.Type.Shape.Channels;
        int[] byTap = [.. Enumerable.Range(0, outputs * window.Taps).Select(row => BinaryLayer.WeightSum(weights, row))];
        return TapSums.Of(byTap, window, image.Type.Shape, outputs);
    }
}
