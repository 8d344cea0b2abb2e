// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.Kernels;

/// <summary>Which pixels have limits of their own, as a kernel packs them.</summary>
public class PixelKindsTests
{
    private const int Channels = 64, Outputs = 16;

    /// <summary>The limits behind a 3x3 convolution with random weights and one line of padding around the image.</summary>
    private static XnorConvThreshold Packed(int height, int width, float frame)
    {
        var random = new Random(1);
        var image = new Input(new(ElementType.Bit, new(1, height, width, Channels))).Named("x", null);
        var padded = new Pad(new ToFloat(image), [1, 1, 1, 1], frame);
        var shape = new Shape(Outputs, 3, 3, Channels);
        var weights = new Constant(Tensor.Of(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => random.Next(2) == 0 ? 1f : -1)]));
        var sign = new Sign(new Conv(padded, weights, Window.Of(3, 3), 1), 1);
        var threshold = new BinarizeLayers().Run(new("g", [image], [sign]), new DiagnosticLog()).Ops.OfType<Threshold>().Single();
        return (XnorConvThreshold)new XnorConvThresholdKernel().Pack(new(threshold.Input, threshold), new(threshold.Input.Operands[0]));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 8)]
    public void Frame_of_a_sign_distinguishes_nine_kinds_of_pixels(int height, int width)
    {
        var packed = Packed(height, width, frame: 1);
        Assert.Equal([0, .. Enumerable.Repeat(3, height - 2), 6], Numbers(packed.Rows));
        Assert.Equal([0, .. Enumerable.Repeat(1, width - 2), 2], Numbers(packed.Columns));
        Assert.Equal(9, Distinct(packed));
    }

    // A corner has 4 taps, an edge 6, the inside 9, wherever they are missing.
    [Fact]
    public void Zeros_distinguish_lines_by_their_number_of_taps()
    {
        var packed = Packed(4, 5, frame: 0);
        Assert.Equal([0, 2, 2, 0], Numbers(packed.Rows));
        Assert.Equal([0, 1, 1, 1, 0], Numbers(packed.Columns));
        Assert.Equal(3, Distinct(packed));
    }

    private static IEnumerable<int> Numbers(Constant classes) =>
        Enumerable.Range(0, classes.Type.Shape.ElementCount).Select(i => (int)classes.Value[i]);

    private static int Distinct(XnorConvThreshold packed) =>
        packed.Limits.Integers.Values.Chunk(Outputs).Select(row => string.Join(' ', row)).Distinct().Count();
}
