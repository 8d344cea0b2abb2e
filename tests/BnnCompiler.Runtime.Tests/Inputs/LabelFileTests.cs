// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class LabelFileTests : ReaderTest
{
    [Fact]
    public void Idx_labels_are_read_plain_and_compressed()
    {
        byte[] file = SampleFiles.Idx([4], [7, 2, 1, 0]);
        Assert.Equal([7, 2, 1, 0], Labels("x", file));
        Assert.Equal([7, 2, 1, 0], Labels("x.gz", SampleFiles.Gzip(file)));
    }

    [Theory]
    [InlineData("|u1", 1)]
    [InlineData("|i1", 1)]
    [InlineData("<i2", 2)]
    [InlineData("<u2", 2)]
    [InlineData("<i4", 4)]
    [InlineData("<u4", 4)]
    [InlineData("<i8", 8)]
    [InlineData("<u8", 8)]
    public void Every_integer_npy_is_read(string type, int size)
    {
        byte[] data = new byte[3 * size];
        (data[0], data[size], data[2 * size]) = (9, 0, 4);
        Assert.Equal([9, 0, 4], Labels("x.npy", SampleFiles.Npy(type, "(3,)", data)));
        Assert.Equal([9, 0, 4], Labels("x.npy", SampleFiles.Npy(type, "(3, 1)", data)));
    }

    [Fact]
    public void Text_has_one_integer_a_line()
    {
        Assert.Equal([3, 0, 9], Labels("x.txt", "3\n0\r\n 9 \n"u8.ToArray()));
        Assert.Contains("found '' in line 2", Fault("x.txt", "3\n\n4\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("found '3.5' in line 1", Fault("x.txt", "3.5\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("found '' in line 1", Fault("x.txt", []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_the_model_does_not_have_is_refused()
    {
        Assert.Contains("found label 10 at index 1, expected 0..9", Fault("x.txt", "9\n10\n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("found label -1 at index 0", Fault("x.txt", "-1\n"u8.ToArray()), StringComparison.Ordinal);
        byte[] huge = [0, 0, 0, 0, 1, 0, 0, 0];
        Assert.Contains("found label -1 at index 0", Fault("x.npy", SampleFiles.Npy("<i8", "(1,)", huge)), StringComparison.Ordinal);
        byte[] negative = [255, 255, 255, 255, 255, 255, 255, 255];
        Assert.Contains("found label -1 at index 0", Fault("x.npy", SampleFiles.Npy("<i8", "(1,)", negative)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_labels_is_refused()
    {
        Assert.Contains("Give the labels, not the images", Fault("x", SampleFiles.Idx([1, 2, 3], new byte[6])), StringComparison.Ordinal);
        Assert.Contains("not one-hot rows", Fault("x.npy", SampleFiles.Npy("|u1", "(1, 10)", new byte[10])), StringComparison.Ordinal);
        Assert.Contains("expected integers", Fault("x.npy", SampleFiles.Npy("<f4", "(1,)", new byte[4])), StringComparison.Ordinal);
        Assert.Contains("found an image", Fault("x.png", new PngImage(1, 1, 8, 0, [1]).ToBytes()), StringComparison.Ordinal);
    }

    private int[] Labels(string name, byte[] content) => LabelFile.Read(Folder.Write(name, content), 10);

    private string Fault(string name, byte[] content) => Assert.Throws<InputFileException>(() => Labels(name, content)).Message;
}
