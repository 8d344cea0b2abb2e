// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Tests.Data.Formats;

public class IdxFileTests : FormatTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_read_plain_and_packed(bool packed)
    {
        byte[] file = SampleFiles.Idx([2, 2, 3], SampleFiles.Bytes(12));
        (ImageShape shape, byte[] pixels) = IdxFile.Read(File(packed ? SampleFiles.Gzip(file) : file)).ToImages();
        Assert.Equal(new ImageShape(1, 2, 3), shape);
        Assert.Equal(SampleFiles.Bytes(12), pixels);
    }

    [Fact]
    public void Images_may_have_channels() =>
        Assert.Equal(new ImageShape(3, 5, 6), IdxFile.Read(File(SampleFiles.Idx([1, 3, 5, 6], new byte[90]))).ToImages().Shape);

    [Fact]
    public void Labels_are_read() => Assert.Equal([7, 0, 9], IdxFile.Read(File(SampleFiles.Idx([3], [7, 0, 9]))).ToLabels(10));

    [Theory]
    [InlineData(new[] { 2 }, 2, "found an array uint8 (2), expected images, (N, H, W) or (N, C, H, W). Are these the labels?")]
    [InlineData(new[] { 1, 8, 8, 3 }, 192, "found an array uint8 (1, 8, 8, 3), channels last, expected (N, C, H, W). Save array.transpose(")]
    [InlineData(new[] { 2, 2, 2 }, 7, "found 7 bytes of data, expected 8 bytes for an array uint8 (2, 2, 2). The file is truncated;")]
    [InlineData(new[] { 2, 2, 2 }, 9, "found 9 bytes of data, expected 8 bytes for an array uint8 (2, 2, 2). Something follows the data;")]
    [InlineData(new[] { 0, 2, 2 }, 0, "found an array uint8 (0, 2, 2), expected dimensions of 1 or more.")]
    [InlineData(new[] { -1, -2, 2 }, 4, "found an array uint8 (-1, -2, 2), expected dimensions of 1 or more.")]
    [InlineData(new[] { 0x7FFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF }, 4, "found 4 bytes of data, expected 2 GiB or more for an array uint8")]
    public void What_are_no_images_is_refused(int[] shape, int bytes, string expected) =>
        Assert.StartsWith(
            expected, Refusal(SampleFiles.Idx(shape, new byte[bytes]), file => IdxFile.Read(file).ToImages()), StringComparison.Ordinal);

    [Theory]
    [InlineData(new[] { 3 }, "found label 10 at index 1, expected 0..9. Do the labels belong to another dataset?")]
    [InlineData(new[] { 3, 1 }, "found label 10 at index 1,")]
    [InlineData(new[] { 1, 1, 3 }, "found an array uint8 (1, 1, 3), expected one label an image, (N) or (N, 1).")]
    public void What_are_no_labels_is_refused(int[] shape, string expected) =>
        Assert.StartsWith(expected, Refusal(SampleFiles.Idx(shape, [9, 10, 11]), file => IdxFile.Read(file).ToLabels(10)), StringComparison.Ordinal);

    [Fact]
    public void Other_types_are_refused() =>
        Assert.StartsWith(
            "found idx values of type 0x0D, expected unsigned bytes, type 0x08.",
            Refusal(SampleFiles.Idx([1], new byte[4], 0x0D), IdxFile.Read),
            StringComparison.Ordinal);

    [Fact]
    public void A_header_cut_off_is_refused() =>
        Assert.StartsWith(
            "found 8 bytes, expected an idx header of 16 bytes.", Refusal([0, 0, 8, 3, 0, 0, 0, 1], IdxFile.Read), StringComparison.Ordinal);

    [Fact]
    public void Every_truncation_of_a_packed_file_is_refused()
    {
        byte[] file = SampleFiles.Gzip(SampleFiles.Idx([4, 8, 8], SampleFiles.Bytes(256)));
        for (int length = 2; length < file.Length; length++)
            Assert.StartsWith("found damaged or truncated gzip data", Refusal(file[..length], IdxFile.Read), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_of_packed_data_never_changes_a_pixel()
    {
        byte[] content = SampleFiles.Idx([2, 2, 3], SampleFiles.Bytes(12));
        byte[] file = SampleFiles.Gzip(content);
        for (int bit = 80; bit < 8 * file.Length; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(content, File(changed).Content);
            }
            catch (DataException)
            {
            }
        }
    }

    [Fact]
    public void A_header_that_claims_too_much_takes_no_memory()
    {
        byte[] file = SampleFiles.Idx([0x7000_0000, 1, 1], new byte[6]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(file, data => IdxFile.Read(data).ToImages());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_gzip_bomb_is_not_unpacked()
    {
        byte[] bomb = SampleFiles.Gzip(new byte[200_000_000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("bytes or more in", Refusal(bomb, IdxFile.Read), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80_000_000);
    }
}
