// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class CifarFileTests : ReaderTest
{
    private const int Pixels = 3 * 32 * 32;

    private static readonly InputShape Image = new(InputElement.UInt8, [1, 3, 32, 32]);

    [Fact]
    public void Records_are_split_into_images_and_labels()
    {
        byte[] file = Records([3, 9]);
        var examples = Read("test_batch.bin", file, Image);
        Assert.Equal(2, examples.Count);
        Assert.Equal(file.AsSpan(1, Pixels), examples.Pixels(0));
        Assert.Equal(file.AsSpan(Pixels + 2, Pixels), examples.Pixels(1));
        Assert.Equal([3, 9], LabelFile.Read(Folder.Write("test_batch.bin", file), 10));
    }

    [Fact]
    public void Raw_images_of_that_shape_are_still_read()
    {
        byte[] file = SampleFiles.Bytes(2 * Pixels);
        Assert.Equal(file.AsSpan(Pixels), Read("two.bin", file, Image).Pixels(1));
    }

    [Fact]
    public void Where_both_lengths_fit_the_labels_decide()
    {
        byte[] records = Records(new byte[Pixels]);
        Assert.Equal(Pixels, Read("x.bin", records, Image).Count);
        records[1 + Pixels] = 10;
        Assert.Equal(1 + Pixels, Read("x.bin", records, Image).Count);
    }

    [Fact]
    public void A_label_that_the_model_does_not_have_is_named() =>
        Assert.Contains(
            "label 10 at index 0",
            Assert.Throws<InputFileException>(() => LabelFile.Read(Folder.Write("x.bin", Records([10])), 10)).Message,
            StringComparison.Ordinal);

    private static byte[] Records(byte[] labels)
    {
        byte[] file = SampleFiles.Bytes(labels.Length * (1 + Pixels));
        for (int i = 0; i < labels.Length; i++)
            file[i * (1 + Pixels)] = labels[i];
        return file;
    }
}
