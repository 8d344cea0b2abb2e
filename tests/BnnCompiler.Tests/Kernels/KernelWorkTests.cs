// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Kernels;

/// <summary>Counts worked out by hand, from the sizes of a layer.</summary>
public class KernelWorkTests
{
    private static readonly Window ThreeByThree = new(new(3, 1, 1, 1, 1), new(3, 1, 1, 1, 1));

    [Fact]
    public void Short_rows_take_eight_operations_a_register_of_weights()
    {
        // 64 outputs x 2 words of 64 bits are 32 registers, 1024 bytes.
        var layer = new XnorDense(Image(ElementType.Bit, 1, 128), Bits(8, 2, 8, 64), 64);
        Assert.Equal(new KernelWork(32 * 8, 1024), KernelWork.Of(layer));
    }

    [Fact]
    public void Long_rows_count_one_word_of_eight()
    {
        // 8 outputs x 24 words are 48 registers; 50 operations for eight words.
        var layer = new XnorDense(Image(ElementType.Bit, 1, 1536), Bits(1, 24, 8, 64), 8);
        Assert.Equal(new KernelWork(48 * 6.25, 1536), KernelWork.Of(layer));
    }

    [Fact]
    public void A_convolution_counts_taps_on_the_image()
    {
        // Along an axis of 4 pixels three taps meet 2 + 3 + 3 + 2 pixels: 10 x 10 taps, each 8 outputs x 1 word = 2 registers. A row has 9 words.
        var layer = new XnorConv(new(Image(ElementType.Bit, 1, 4, 4, 64), ThreeByThree, 8, 1), Bits(1, 9, 8, 64));
        Assert.Equal(new KernelWork(100 * 2 * 8, 9 * 8 * 8), KernelWork.Of(layer));
    }

    [Fact]
    public void Rows_are_those_of_active_inputs()
    {
        // 512 outputs are 2 registers, 64 bytes. Sums up to 1024 take 11 planes, limits one more.
        var layer = new SlicedThreshold(Image(ElementType.Bit, 1, 1024), Bits(1025, 512), Bits(12, 512));
        Assert.Equal(new KernelWork(100 * 2 * 4.25, (100 + 12) * 64), KernelWork.Of(layer, activeInputs: 100));
        Assert.Equal(new KernelWork(512 * 2 * 4.25, (512 + 12) * 64), KernelWork.Of(layer));
    }

    [Fact]
    public void Rows_are_those_of_the_other_inputs_where_these_are_fewer()
    {
        var layer = new SlicedThreshold(Image(ElementType.Bit, 1, 1024), Bits(1025, 512), Bits(24, 512));
        Assert.Equal(new KernelWork(24 * 2 * 4.25, (24 + 12) * 64), KernelWork.Of(layer, activeInputs: 1000));
    }

    [Fact]
    public void A_row_of_pixels_is_read_once_and_added_for_each_bit_that_is_set()
    {
        // 64 outputs: a register, 8 bytes. Sums up to 255 * 100 take 15 planes, limits one more.
        var layer = new SlicedThreshold(Image(ElementType.UInt8, 1, 100), Bits(101, 64), Bits(16, 64));
        Assert.Equal(new KernelWork(300 * 4.25, (100 + 16) * 8), KernelWork.Of(layer, activeInputs: 300));
    }

    [Fact]
    public void Rows_of_a_convolution_are_those_of_active_channels_under_each_tap()
    {
        // 100 taps on the image, 512 of 1024 bits active: 32 channels of each pixel. Sums up to 576 take 10 planes, limits one more.
        var form = new PackedConvolution(Image(ElementType.Bit, 1, 4, 4, 64), ThreeByThree, 256, 1);
        var layer = new SlicedConvThreshold(form, Bits(577, 256), Bits(11, 256), Classes(4), Classes(4));
        Assert.Equal(new KernelWork(100 * 32 * 4.25, ((577 + 11) * 32) + 8), KernelWork.Of(layer, activeInputs: 512));
    }

    [Fact]
    public void Lists_hold_the_rarer_weights_and_one_has_all_inputs()
    {
        // 16 x 16 pixels are a register. Of 36 inputs output 0 lists none, for all its weights are +1; output 1 lists 10, of which three quarters
        // count. Sums up to 36 take 6 planes.
        var form = new PackedConvolution(Image(ElementType.Bit, 1, 16, 16, 4), ThreeByThree, 2, 1);
        var weights = new Constant(BitTensor.FromPredicate(new(2, 36), i => i < 36 + 10));
        var layer = new PixelConvThreshold(form, weights, new Constant(Tensor.Of(new(1, 2), 0, 0)), Classes(16), Classes(16));
        Assert.Equal(new KernelWork(43.5 * 4.25, (43.5 * 4) + (2 * 7 * 32)), KernelWork.Of(layer));
    }

    [Fact]
    public void Patterns_of_signs_are_added_once_for_a_group_of_taps()
    {
        // A row of 3 x 3 taps makes groups of 4 and 5 with 16 + 32 patterns, 144 in three rows. 6 rows of 6 pixels, one register each.
        var form = new PackedConvolution(Image(ElementType.UInt8, 1, 8, 8, 3), Window.Of(3, 3), 8, 1);
        var layer = new PatternConvThreshold(form, 255, Bits(27, 8), new Constant(Tensor.Of(new(1, 8), 0, 0, 0, 0, 0, 0, 0, 0)),
            Classes(6), Classes(6));
        Assert.Equal(new KernelWork(6 * 8 * 3 * 2, (27 * 8) + (8 * 4) + 12), KernelWork.Of(layer));
    }

    [Fact]
    public void Of_other_ops_nothing_is_known() =>
        Assert.Equal(KernelWork.Unknown, KernelWork.Of(new BitPlanes(Image(ElementType.UInt8, 1, 100))));

    [Fact]
    public void The_slower_of_computing_and_reading_bounds_the_time()
    {
        Assert.Equal(2, new KernelWork(20, 3).Seconds(operationsPerSecond: 10, bytesPerSecond: 3));
        Assert.Equal(3, new KernelWork(20, 9).Seconds(operationsPerSecond: 10, bytesPerSecond: 3));
    }

    private static Input Image(ElementType element, params int[] extents) => new(new(element, new([.. extents])));

    private static Constant Bits(params int[] extents) => new(BitTensor.FromPredicate(new([.. extents]), _ => false));

    private static Constant Classes(int extent) => new(Tensor.Of(new(extent), [.. new byte[extent]]));
}
