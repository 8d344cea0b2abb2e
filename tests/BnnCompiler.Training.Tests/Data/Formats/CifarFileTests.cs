// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Tests.Data.Formats;

public class CifarFileTests : FormatTest
{
    [Fact]
    public void Records_of_several_files_are_one_set()
    {
        byte[] first = SampleFiles.Cifar((3, 30), (9, 90));
        first[SampleFiles.CifarRecord - 1] = 31; // the last blue pixel of the first image
        ImageSet set = CifarFile.Read([File(first), File(SampleFiles.Gzip(SampleFiles.Cifar((0, 1))))]);
        Assert.Equal([3, 9, 0], set.Labels.ToArray());
        Assert.Equal(new ImageShape(3, 32, 32), set.Shape);
        Assert.Equal(30, set.Image(0)[0]);
        Assert.Equal(31, set.Image(0)[^1]);
        Assert.Equal(90, set.Image(1)[0]);
        Assert.Equal(1, set.Image(2)[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3074)]
    public void Half_a_record_is_refused(int length) =>
        Assert.StartsWith(
            $"found {length} bytes, expected a multiple of 3073, a label and 3x32x32 pixels a record. The file is truncated,",
            Refusal(new byte[length], file => CifarFile.Read([file])),
            StringComparison.Ordinal);

    [Fact]
    public void A_label_that_is_no_class_is_refused() =>
        Assert.StartsWith(
            "found label 10 in record 1, expected 0..9.",
            Refusal(SampleFiles.Cifar((9, 0), (10, 0)), file => CifarFile.Read([file])),
            StringComparison.Ordinal);
}
