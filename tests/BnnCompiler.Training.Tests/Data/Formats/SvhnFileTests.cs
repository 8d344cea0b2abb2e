// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Tests.Data.Formats;

public class SvhnFileTests : FormatTest
{
    private const int Plane = 32 * 32;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_packed_and_plain(bool packed)
    {
        byte[] images = new byte[2 * 3 * Plane];

        // Row 5, column 2, green of the second image: MATLAB's rows vary fastest.
        images[(3 * Plane) + Plane + (2 * 32) + 5] = 77;
        byte[] x = SampleFiles.MatArray("X", [32, 32, 3, 2], 9, 2, images);
        byte[] y = SampleFiles.MatArray("y", [2, 1], 6, 9, SampleFiles.Doubles(10, 3));

        ImageSet set = SvhnFile.Read(File(packed ? SampleFiles.Mat(SampleFiles.MatPacked(x), SampleFiles.MatPacked(y)) : SampleFiles.Mat(x, y)));

        Assert.Equal([0, 3], set.Labels.ToArray());
        Assert.Equal(77, set.Image(1)[Plane + (5 * 32) + 2]);
        Assert.Equal(77, set.Pixels.ToArray().Sum(pixel => pixel));
    }

    [Fact]
    public void Labels_may_be_bytes_in_their_tag() =>
        Assert.Equal([1, 9, 0], SvhnFile.Read(File(Sample(labels: SampleFiles.MatArray("y", [3, 1], 6, 2, [1, 9, 10])))).Labels.ToArray());

    [Fact]
    public void Other_variables_are_passed_over()
    {
        byte[] text = SampleFiles.MatArray("note", [1, 4], 4, 4, [65, 0, 66, 0, 67, 0, 68, 0]);
        Assert.Equal(3, SvhnFile.Read(File([.. Sample(), .. SampleFiles.MatPacked(text)])).Count);
    }

    public static TheoryData<string, byte[]> Wrong() => new()
    {
        { "found variables X, expected X and y, but no y.", SampleFiles.Mat(Images()) },
        { "found no variables, expected X and y, but no X.", SampleFiles.Mat() },
        { "found X of size 32 x 3 x 32 x 3, expected 32 x 32 x 3 x N.", Sample(images: Images(32, 3, 32, 3)) },
        {
            "found an array float64 (1, 3, 32, 32), expected pixels of type uint8.",
            Sample(images: SampleFiles.MatArray("X", [32, 32, 3, 1], 6, 9, new byte[8 * 3 * Plane]))
        },
        { "found 2 labels, expected 3, one an image.", Sample(labels: SampleFiles.MatArray("y", [2, 1], 9, 2, [1, 2])) },
        { "found label 11 at index 2, expected 0..9.", Sample(labels: SampleFiles.MatArray("y", [3, 1], 9, 2, [1, 2, 11])) },
        { "found label 0 at index 0, expected 0..9.", Sample(labels: SampleFiles.MatArray("y", [3, 1], 9, 2, [0, 2, 3])) },
        { "found no whole number at index 1,", Sample(labels: SampleFiles.MatArray("y", [3, 1], 6, 9, SampleFiles.Doubles(1, 0.5, 3))) },
        { "found 9216 bytes of data, expected 12288 bytes for an array uint8 (4, 3, 32, 32).", Sample(images: Images(32, 32, 3, 4)) },
        { "found a MAT-file of version 7.3, expected one of version 5 to 7. Save it in MATLAB with -v7.", Replace(Sample(), 0, "MATLAB 7.3"u8) },
        { "found a MAT-file of another byte order or version, expected a little-endian one of level 5.", Replace(Sample(), 124, [1, 0, 77, 73]) },
        { "found 128 bytes without its header, expected a MAT-file.", new byte[128] },
        { "found half a tag, expected a whole MAT-file.", [.. Sample(), 1, 2, 3] },
        { "found an element of 100 bytes with 0 left, expected a whole MAT-file.", [.. Sample(), .. SampleFiles.Words(14, 100)] },
        { "found an element of 4294967295 bytes with 0 left,", [.. Sample(), .. SampleFiles.Words(15, -1)] },
        { "found a variable without its flags,", [.. Sample(), .. SampleFiles.MatElement(14, [])] },
        {
            "found a variable without its dimensions,",
            [.. Sample(), .. SampleFiles.MatElement(14, SampleFiles.MatElement(6, SampleFiles.Words(6, 0)))]
        },
        { "found damaged or truncated zlib data, expected a whole file.", [.. Sample(), .. SampleFiles.Words(15, 4, 0x12345678)] },
        { "found values of type 14,", [.. Sample(), .. SampleFiles.MatArray("z", [1], 6, 14, new byte[8])] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said(string expected, byte[] content) =>
        Assert.StartsWith(expected, Refusal(content, SvhnFile.Read), StringComparison.Ordinal);

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] file = SampleFiles.Mat(SampleFiles.MatPacked(Images()), SampleFiles.MatPacked(Labels()));
        for (int length = 0; length < file.Length; length++)
            Refusal(file[..length], SvhnFile.Read);
    }

    [Fact]
    public void No_damage_leads_to_another_exception()
    {
        byte[] file = Sample();
        var random = new RandomNumbers(1);
        int[] tags = [.. Enumerable.Range(120, 80), .. Enumerable.Range(file.Length - 80, 80)];
        for (int i = 0; i < 5000; i++)
        {
            byte[] changed = [.. file];
            for (int j = 0; j <= i % 3; j++)
                changed[tags[random.Below(tags.Length)]] = (byte)random.Below(256);
            ReadOrRefuse(changed, SvhnFile.Read);
        }
    }

    private static byte[] Sample(byte[]? images = null, byte[]? labels = null) => SampleFiles.Mat(images ?? Images(), labels ?? Labels());

    private static byte[] Images(params int[] size) =>
        SampleFiles.MatArray("X", size is [] ? [32, 32, 3, 3] : size, 9, 2, SampleFiles.Bytes(3 * 3 * Plane));

    private static byte[] Labels() => SampleFiles.MatArray("y", [3, 1], 6, 9, SampleFiles.Doubles(1, 2, 10));

    private static byte[] Replace(byte[] content, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(content.AsSpan(at));
        return content;
    }
}
