// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Tests.Data.Formats;

public class NpyFileTests : FormatTest
{
    [Fact]
    public void Images_with_channels_are_read()
    {
        (ImageShape shape, byte[] pixels) = NpyFile.Read(File(SampleFiles.Npy("|u1", "(2, 3, 1, 2)", SampleFiles.Bytes(12)))).ToImages();
        Assert.Equal(new ImageShape(3, 1, 2), shape);
        Assert.Equal(SampleFiles.Bytes(12), pixels);
    }

    [Theory]
    [InlineData("|u1", 1)]
    [InlineData("|i1", 1)]
    [InlineData("<u2", 2)]
    [InlineData("<i4", 4)]
    [InlineData("<i8", 8)]
    public void Labels_of_every_integer_type_are_read(string type, int size)
    {
        byte[] data = new byte[3 * size];
        (data[0], data[size]) = (9, 4);
        Assert.Equal([9, 4, 0], NpyFile.Read(File(SampleFiles.Npy(type, "(3,)", data))).ToLabels(10));
    }

    [Fact]
    public void Headers_of_version_2_are_longer()
    {
        byte[] one = SampleFiles.Npy("|u1", "(1, 2, 2)", SampleFiles.Bytes(4));
        byte[] two = [.. one[..6], 2, 0, one[8], 0, 0, 0, .. one[10..]];
        Assert.Equal(SampleFiles.Bytes(4), NpyFile.Read(File(two)).ToImages().Pixels);
    }

    [Theory]
    [InlineData("<f4", "(1, 1, 2)", "False", "found an array float32 (1, 1, 2), expected pixels of type uint8.")]
    [InlineData("|u1", "(2, 2, 2)", "True", "found an array in Fortran order, expected one in C order. Save numpy.ascontiguousarray(array)")]
    [InlineData(">i8", "(1, 1, 1)", "False", "found the header {'descr': '>i8',")]
    [InlineData("|u1", "(8, 1, 2)", "False", "found 8 bytes of data, expected 16 bytes for an array uint8 (8, 1, 2).")]
    [InlineData("|u1", "(99999999999, 1, 2)", "False", "found a header without a shape, expected a whole npy file.")]
    [InlineData("|u1", "(999999999, 999999999, 999999999)", "False", "found 8 bytes of data, expected 2 GiB or more")]
    [InlineData("|u1", "()", "False", "found a header without a shape,")]
    public void What_are_no_images_is_refused(string type, string shape, string order, string expected) =>
        Assert.StartsWith(
            expected, Refusal(SampleFiles.Npy(type, shape, new byte[8], order), file => NpyFile.Read(file).ToImages()), StringComparison.Ordinal);

    [Theory]
    [InlineData("<i8", new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "found label -1 at index 0, expected 0..9.")]
    [InlineData("<i8", new byte[] { 0, 0, 0, 0, 1, 0, 0, 0 }, "found no whole number at index 0, expected 0..9.")]
    [InlineData("<f8", new byte[] { 0, 0, 0, 0, 0, 0, 0xE0, 0x3F }, "found no whole number at index 0, expected 0..9.")]
    [InlineData("<f8", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x7F }, "found no whole number at index 0, expected 0..9.")]
    public void What_are_no_labels_is_refused(string type, byte[] data, string expected) =>
        Assert.StartsWith(expected, Refusal(SampleFiles.Npy(type, "(1,)", data), file => NpyFile.Read(file).ToLabels(10)), StringComparison.Ordinal);

    [Fact]
    public void Another_version_is_refused()
    {
        byte[] file = SampleFiles.Npy("|u1", "(1, 2, 2)", new byte[4]);
        file[6] = 9;
        Assert.StartsWith("found npy version 9, expected 1, 2 or 3.", Refusal(file, NpyFile.Read), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] file = SampleFiles.Npy("|u1", "(1, 2, 2)", new byte[4]);
        for (int length = 6; length < file.Length; length++)
            Refusal(file[..length], NpyFile.Read);
    }
}
