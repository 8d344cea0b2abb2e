// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class NpyFileTests : ReaderTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_header_version_is_read(int version)
    {
        InputExamples examples = Read("x.npy", SampleFiles.Npy("|u1", "(2, 2, 3)", SampleFiles.Bytes(12), version));
        Assert.Equal(2, examples.Count);
        Assert.Equal(SampleFiles.Bytes(12).AsSpan(0, 6), examples.Pixels(0));
        Assert.Equal(SampleFiles.Bytes(12).AsSpan(6), examples.Pixels(1));
    }

    [Fact]
    public void Float_values_keep_their_bits()
    {
        float[] values = [1.5f, -0.0f, float.Epsilon, float.MaxValue, 0.1f, -3];
        byte[] bytes = [.. values.SelectMany(BitConverter.GetBytes)];
        InputExamples examples = Read("x.npy", SampleFiles.Npy("<f4", "(1, 6)", bytes), Values2X3);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), examples.Values(0).ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData("<f8", 8, "found numpy type '<f8', expected uint8, '|u1'. Save the array with .astype(numpy.uint8).")]
    [InlineData("|b1", 1, "found numpy type '|b1'")]
    [InlineData(">u2", 2, "found numpy type '>u2'")]
    [InlineData("|O", 1, "found numpy type '|O'")]
    [InlineData("<U99999999999", 1, "found numpy type '<U99999999999'")]
    public void Other_types_are_refused(string type, int size, string expected) =>
        Assert.StartsWith(expected, Refusal("x.npy", SampleFiles.Npy(type, "(2, 3)", new byte[6 * size])), StringComparison.Ordinal);

    [Fact]
    public void Fortran_order_is_refused_with_the_remedy() =>
        Assert.Contains(
            "ascontiguousarray", Refusal("x.npy", SampleFiles.Npy("|u1", "(2, 3)", new byte[6], order: "True")), StringComparison.Ordinal);

    [Fact]
    public void Another_shape_is_refused() =>
        Assert.Equal(
            "found shape (4, 3, 2), expected (N, 1, 2, 3). The array belongs to another model, or its axes are in another order.",
            Refusal("x.npy", SampleFiles.Npy("|u1", "(4, 3, 2)", new byte[24])));

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Too_little_and_too_much_data_are_refused(int difference) =>
        Assert.StartsWith(
            $"found {6 + difference} bytes of data for shape (2, 3) of '|u1', which takes 6,",
            Refusal("x.npy", SampleFiles.Npy("|u1", "(2, 3)", new byte[6 + difference])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("(2147483647, 2147483647)")]
    [InlineData("(65536, 65536, 65536, 65536)")]
    [InlineData("(2147483647,)")]
    public void A_header_cannot_claim_more_than_the_file_holds(string shape)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal("x.npy", SampleFiles.Npy("|u1", shape, new byte[6]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("(0, 6)", "found shape (0, 6)")]
    [InlineData("(2147483648,)", "found an unreadable header")]
    [InlineData("(-1, 6)", "found an unreadable header")]
    [InlineData("(2 3)", "found an unreadable header")]
    [InlineData("[2, 3]", "found an unreadable header")]
    [InlineData("(2, 3), 'more': (1,)", "found an unreadable header")]
    [InlineData("(2, 3)}}", "found an unreadable header")]
    public void Senseless_shapes_are_refused(string shape, string expected)
    {
        byte[] data = new byte[shape.StartsWith("(0", StringComparison.Ordinal) ? 0 : 6];
        Assert.StartsWith(expected, Refusal("x.npy", SampleFiles.Npy("|u1", shape, data)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_and_every_flipped_header_byte_is_refused_or_read_but_never_crashes()
    {
        byte[] file = SampleFiles.Npy("|u1", "(1, 2, 3)", SampleFiles.Bytes(6));
        for (int length = 0; length < file.Length; length++)
            Refusal("x.npy", file[..length]);
        for (int at = 0; at < file.Length - 6; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 0x15;
            string path = Folder.Write("x.npy", changed);
            Exception? fault = Record.Exception(() => InputFile.Read(path, Pixels2X3));
            Assert.True(fault is null or InputFileException, $"byte {at}: {fault}");
        }
    }

    [Theory]
    [InlineData(new[] { 3, 2 }, "(3, 2)")]
    [InlineData(new[] { 6 }, "(6,)")]
    [InlineData(new[] { 1, 2, 3, 1 }, "(1, 2, 3, 1)")]
    public void A_written_file_is_what_numpy_writes(int[] shape, string tuple)
    {
        float[] values = [1, 2, 3, 4, 5, 0.1f];
        using var stream = new MemoryStream();
        NpyFile.Write(stream, values, shape);
        byte[] file = stream.ToArray();

        string expected = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}".PadRight(117) + "\n";
        Assert.Equal(0x93, file[0]);
        Assert.Equal("NUMPY\u0001\0\u0076\0" + expected, Encoding.ASCII.GetString(file[1..128]));
        Assert.Equal(values.SelectMany(BitConverter.GetBytes), file[128..]);
    }

    [Fact]
    public void A_written_file_is_read_back()
    {
        using var stream = new MemoryStream();
        NpyFile.Write(stream, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 6]);
        Assert.Equal([7f, 8, 9, 10, 11, 12], Read("x.npy", stream.ToArray(), Values2X3).Values(1));
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_data_is_our_own_fault() =>
        Assert.Throws<ArgumentException>(() => NpyFile.Write(Stream.Null, [1, 2], [3]));
}
