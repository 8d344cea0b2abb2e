// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class IdxFileTests : ReaderTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_are_read_plain_and_compressed(bool compressed)
    {
        byte[] file = SampleFiles.Idx([3, 2, 3], SampleFiles.Bytes(18));
        InputExamples examples = Read("t10k-images-idx3-ubyte", compressed ? SampleFiles.Gzip(file) : file);
        Assert.Equal(3, examples.Count);
        Assert.Equal(SampleFiles.Bytes(18).AsSpan(12), examples.Pixels(2));
    }

    [Fact]
    public void A_large_compressed_file_is_read_whole()
    {
        byte[] data = SampleFiles.Bytes(6 * 5000);
        Assert.Equal(data.AsSpan(data.Length - 6), Read("x.gz", SampleFiles.Gzip(SampleFiles.Idx([5000, 2, 3], data))).Pixels(4999));
    }

    [Fact]
    public void Labels_are_not_examples() =>
        Assert.StartsWith("found an idx file of 5 labels", Refusal("x", SampleFiles.Idx([5], new byte[5])), StringComparison.Ordinal);

    [Fact]
    public void Another_shape_is_refused() =>
        Assert.StartsWith(
            "found shape (1, 3, 2), expected (N, 1, 2, 3).", Refusal("x", SampleFiles.Idx([1, 3, 2], new byte[6])), StringComparison.Ordinal);

    [Fact]
    public void Another_type_is_refused() =>
        Assert.StartsWith("found idx values of type 0x0D", Refusal("x", SampleFiles.Idx([1, 2, 3], new byte[24], 0x0D)), StringComparison.Ordinal);

    [Fact]
    public void A_float_model_refuses_pixels() =>
        Assert.Contains("expected float32", Refusal("x", SampleFiles.Idx([1, 2, 3], new byte[6]), Values2X3), StringComparison.Ordinal);

    [Theory]
    [InlineData(false, "found only 17 bytes, expected 22 bytes for an idx file of shape (1, 2, 3)")]
    [InlineData(true, "found only 17 bytes, expected 22 bytes for an idx file of shape (1, 2, 3)")]
    public void Truncated_data_is_refused(bool compressed, string expected)
    {
        byte[] file = SampleFiles.Idx([1, 2, 3], new byte[1]);
        Assert.StartsWith(expected, Refusal("x", compressed ? SampleFiles.Gzip(file) : file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Data_after_the_end_is_refused(bool compressed)
    {
        byte[] file = SampleFiles.Idx([1, 2, 3], new byte[7]);
        Assert.StartsWith("found more than 22 bytes", Refusal("x", compressed ? SampleFiles.Gzip(file) : file), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_of_a_compressed_file_is_refused()
    {
        byte[] file = SampleFiles.Gzip(SampleFiles.Idx([2, 2, 3], SampleFiles.Bytes(12)));
        for (int length = 0; length < file.Length; length++)
            Refusal("x", file[..length]);
    }

    [Fact]
    public void A_flipped_bit_of_compressed_data_never_changes_a_pixel()
    {
        byte[] file = SampleFiles.Gzip(SampleFiles.Idx([2, 2, 3], SampleFiles.Bytes(12)));
        int refused = 0;
        for (int bit = 80; bit < 8 * file.Length; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            string path = Folder.Write("x.gz", changed);
            try
            {
                // The last deflate byte is padded; what stands in the padding is nobody's data.
                Assert.Equal(SampleFiles.Bytes(12).AsSpan(6), InputFile.Read(path, Pixels2X3).Pixels(1));
            }
            catch (InputFileException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, (8 * (file.Length - 10)) - 8, int.MaxValue);
    }

    [Theory]
    [InlineData(0x7FFFFFFF, 0x7FFFFFFF)]
    [InlineData(-1, 3)]
    [InlineData(0, 3)]
    [InlineData(0x40000000, 1)]
    public void A_header_cannot_claim_more_than_the_file_holds(int count, int rows)
    {
        byte[] file = SampleFiles.Idx([count, rows], new byte[6]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal("x", file);
        Refusal("x", SampleFiles.Gzip(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_gzip_bomb_is_not_inflated()
    {
        byte[] bomb = SampleFiles.Gzip([.. SampleFiles.Idx([1, 2, 3], new byte[6]), .. new byte[50_000_000]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal("x.gz", bomb);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Gzip_of_something_else_is_refused() =>
        Assert.StartsWith("found gzip of an unknown format", Refusal("x.gz", SampleFiles.Gzip("hello"u8.ToArray())), StringComparison.Ordinal);
}
