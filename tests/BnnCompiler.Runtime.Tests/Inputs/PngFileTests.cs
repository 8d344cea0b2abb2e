// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class PngFileTests : ReaderTest
{
    private static readonly InputShape Colour2X3 = new(InputElement.UInt8, [1, 3, 2, 3]);

    private static readonly PngImage Gray = new(3, 2, 8, 0, SampleFiles.Bytes(6));

    private static readonly PngImage Rgb = new(3, 2, 8, 2, SampleFiles.Bytes(18));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_row_filter_is_undone(int filter)
    {
        InputExamples gray = Read("x.png", (Gray with { Filters = [filter] }).ToBytes());
        Assert.Equal(SampleFiles.Bytes(6), gray.Pixels(0));
        InputExamples mixed = Read(
            "x.png", (Rgb with { Filters = [filter, 4 - filter] }).ToBytes(), new InputShape(InputElement.UInt8, [1, 2, 3, 3]));
        Assert.Equal(SampleFiles.Bytes(18), mixed.Pixels(0));
    }

    [Fact]
    public void A_large_image_with_all_filters_is_read()
    {
        byte[] noise = new byte[61 * 53];
        new Random(7).NextBytes(noise);
        var image = new PngImage(61, 53, 8, 0, noise) { Filters = [4, 3, 2, 1, 0] };
        Assert.Equal(noise, Read("x.png", image.ToBytes(), new InputShape(InputElement.UInt8, [1, 1, 53, 61])).Pixels(0));
    }

    [Fact]
    public void Channels_come_first_where_the_model_has_them_first()
    {
        byte[] bytes = SampleFiles.Bytes(18);
        byte[] expected = [.. Enumerable.Range(0, 18).Select(i => bytes[(i % 6 * 3) + (i / 6)])];
        Assert.Equal(expected, Read("x.png", Rgb.ToBytes(), Colour2X3).Pixels(0));
    }

    [Theory]
    [InlineData(1, new byte[] { 0b101_00000, 0b010_00000 }, new byte[] { 255, 0, 255, 0, 255, 0 })]
    [InlineData(2, new byte[] { 0b00_01_10_00, 0b11_10_01_00 }, new byte[] { 0, 85, 170, 255, 170, 85 })]
    [InlineData(4, new byte[] { 0x01, 0x20, 0xF8, 0x70 }, new byte[] { 0, 17, 34, 255, 136, 119 })]
    public void Fewer_bits_are_spread_over_0_to_255(int depth, byte[] packed, byte[] expected) =>
        Assert.Equal(expected, Read("x.png", new PngImage(3, 2, depth, 0, packed).ToBytes()).Pixels(0));

    [Fact]
    public void A_palette_is_looked_up()
    {
        var image = new PngImage(3, 2, 2, 3, [0b00_01_10_00, 0b10_01_00_00]) { Palette = [9, 9, 9, 70, 70, 70, 200, 200, 200], Transparency = [255] };
        Assert.Equal(new byte[] { 9, 70, 200, 200, 70, 9 }, Read("x.png", image.ToBytes()).Pixels(0));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(6, 3)]
    public void Opaque_alpha_is_dropped_and_transparency_is_refused(int colorType, int colors)
    {
        byte[] packed = [.. Enumerable.Range(0, 6).SelectMany(i => Enumerable.Repeat((byte)(i * 9), colors).Append((byte)255))];
        var image = new PngImage(3, 2, 8, colorType, packed) { Filters = [4, 3] };
        Assert.Equal(new byte[] { 0, 9, 18, 27, 36, 45 }, Read("x.png", image.ToBytes()).Pixels(0));

        packed[^1] = 254;
        Assert.StartsWith("found transparent pixels", Refusal("x.png", image.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transparent_colour_is_refused()
    {
        Assert.StartsWith("found transparent pixels", Refusal("x.png", (Gray with { Transparency = [0, 5] }).ToBytes()), StringComparison.Ordinal);
        var palette = new PngImage(3, 2, 8, 3, new byte[6]) { Palette = [1, 1, 1], Transparency = [0] };
        Assert.StartsWith("found transparent pixels", Refusal("x.png", palette.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gray_image_serves_a_colour_model_and_a_gray_looking_one_a_gray_model()
    {
        byte[] once = SampleFiles.Bytes(6);
        Assert.Equal([.. once, .. once, .. once], Read("x.png", Gray.ToBytes(), Colour2X3).Pixels(0));
        var gray = new PngImage(3, 2, 8, 2, [.. once.SelectMany(value => new[] { value, value, value })]);
        Assert.Equal(once, Read("x.png", gray.ToBytes()).Pixels(0));
        Assert.StartsWith("found a coloured image, expected a gray one", Refusal("x.png", Rgb.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flat_model_takes_a_gray_image_of_as_many_pixels()
    {
        Assert.Equal(SampleFiles.Bytes(6), Read("x.png", Gray.ToBytes(), new InputShape(InputElement.UInt8, [1, 6])).Pixels(0));
        Assert.StartsWith(
            "found an image of 3 x 2 pixels", Refusal("x.png", Gray.ToBytes(), new InputShape(InputElement.UInt8, [1, 7])), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_size_is_refused_before_anything_is_allocated()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refusal("x.png", (Gray with { Width = int.MaxValue, Height = int.MaxValue }).ToBytesWithoutPixels());
        Assert.StartsWith("found an image of 2147483647 x 2147483647 pixels, expected 3 x 2 pixels", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Interlaced_and_16_bit_images_are_refused_with_the_remedy()
    {
        Assert.Contains("interlacing off", Refusal("x.png", (Gray with { Interlace = 1 }).ToBytes()), StringComparison.Ordinal);
        Assert.Contains("8 bits a channel", Refusal("x.png", new PngImage(3, 2, 16, 0, new byte[12]).ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_float_model_refuses_an_image() =>
        Assert.Contains("expected float32", Refusal("x.png", Gray.ToBytes(), Values2X3), StringComparison.Ordinal);

    [Theory]
    [InlineData(5, "fewer pixels")]
    [InlineData(0, "damaged compressed data")]
    public void Missing_rows_are_refused(int bytes, string expected) =>
        Assert.Contains(expected, Refusal("x.png", (Gray with { Packed = new byte[bytes] }).ToBytes()), StringComparison.Ordinal);

    [Fact]
    public void A_row_too_many_is_refused()
    {
        byte[] taller = new PngImage(3, 3, 8, 0, new byte[9]).ToBytes();
        byte[] header = Gray.ToBytes()[..33];
        Assert.Contains("more pixels", Refusal("x.png", [.. header, .. taller[33..]]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_filter_and_a_colour_outside_the_palette_are_refused()
    {
        Assert.Contains("unknown filter 5", Refusal("x.png", (Gray with { Filters = [5] }).ToBytes()), StringComparison.Ordinal);
        var image = new PngImage(3, 2, 8, 3, [0, 0, 0, 0, 0, 1]) { Palette = [1, 1, 1] };
        Assert.Contains("colour 1 in a palette of 1", Refusal("x.png", image.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_and_every_flipped_byte_is_refused()
    {
        byte[] file = (Rgb with { Filters = [4] }).ToBytes();
        for (int length = 0; length < file.Length; length++)
            Refusal("x.png", file[..length], Colour2X3);
        for (int at = 0; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 0x21;
            Refusal("x.png", changed, Colour2X3);
        }
    }
}
