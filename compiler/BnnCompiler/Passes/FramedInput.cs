// SPDX-License-Identifier: MIT
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

    /// <summary>
    /// For each sum the number of its weights +1 minus that of -1, over the taps in the inner frame or over those in the image: int32[1, OH, OW, M],
    /// or int32[M] where it is the same everywhere.
    /// </summary>
    public Tensor<int> SignedCounts(BinaryConv sums, bool insideFrame)
    {
        var result = sums.Type.Shape;
        var weights = sums.Weights.Bits;
        int outputs = result.Channels, channels = weights.Type.Shape.Last;
        int[] byTap = [.. Enumerable.Range(0, outputs * Window.Taps).Select(row => (2 * weights.CountSet(row)) - channels)];
        int[] counts = TapSums.Of(byTap, Window, Image.Type.Shape, outputs);
        if (insideFrame)
        {
            int[] withFrame = TapSums.Of(byTap, Source.Window, Source.Input.Type.Shape, outputs);
            counts = [.. withFrame.Zip(counts, (all, inImage) => all - inImage)];
        }

        return TapSums.ToTensor(counts, result);
    }
}
