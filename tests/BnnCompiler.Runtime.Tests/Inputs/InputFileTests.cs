// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class InputFileTests : ReaderTest
{
    [Fact]
    public void A_raw_file_holds_as_many_examples_as_its_length_allows()
    {
        InputExamples examples = Read("two.bin", SampleFiles.Bytes(12));
        Assert.Equal(2, examples.Count);
        Assert.Equal(SampleFiles.Bytes(12).AsSpan(6), examples.Pixels(1));
    }

    [Fact]
    public void A_raw_file_of_a_float_model_holds_little_endian_singles()
    {
        InputExamples examples = Read("one.RAW", [0, 0, 128, 63, .. new byte[20]], Values2X3);
        Assert.Equal([1f, 0, 0, 0, 0, 0], examples.Values(0));
    }

    [Fact]
    public void A_raw_file_is_never_taken_for_another_format()
    {
        byte[] looksLikeIdx = [0, 0, 8, 3, 1, 2];
        Assert.Equal(looksLikeIdx, Read("x.bin", looksLikeIdx).Pixels(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(13)]
    public void A_raw_file_of_another_length_is_refused(int length)
    {
        string message = Refusal("x.bin", new byte[length]);
        Assert.StartsWith($"found {length} bytes, expected a positive multiple of 6", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_format_is_refused() =>
        Assert.StartsWith("found 6 bytes of an unknown format, expected npy", Refusal("x.dat", "hello\n"u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_refused() => Assert.StartsWith("found an empty file", Refusal("x.npy", []), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_a_folder_and_an_impossible_name_are_refused()
    {
        string folder = Path.GetDirectoryName(Folder.PathOf("x"))!;
        Assert.Contains("no such file", Fault(Folder.PathOf("missing.npy")), StringComparison.Ordinal);
        Assert.Contains("no such file", Fault(Folder.PathOf("missing/x.npy")), StringComparison.Ordinal);
        Assert.Contains("no such file", Fault(""), StringComparison.Ordinal);
        Assert.Contains("no such file", Fault("a\0b"), StringComparison.Ordinal);
        Assert.Contains("found a folder or an input/output error", Fault(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_never_carries_control_characters() =>
        Assert.Equal("?[31mred?: found no such file, expected a file to read. Check the path.", Fault("\u001b[31mred\n"));

    [Fact]
    public void A_file_without_a_known_length_is_read_to_its_end()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // /proc files say they are empty, as pipes do.
        string message = Fault("/proc/self/cmdline");
        Assert.Matches("found [1-9][0-9]* bytes of an unknown format", message);
    }

    [Theory]
    [InlineData(InputElement.UInt8, "expected float32 values")]
    [InlineData(InputElement.Float32, "expected uint8 pixels")]
    public void Another_element_than_the_models_is_refused(InputElement element, string expected)
    {
        bool pixels = element == InputElement.UInt8;
        byte[] file = SampleFiles.Npy(pixels ? "|u1" : "<f4", "(2, 3)", new byte[pixels ? 6 : 24]);
        Assert.Contains(expected, Refusal("x.npy", file, pixels ? Values2X3 : Pixels2X3), StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_of_one_element_are_not_handed_out_as_the_other()
    {
        InputExamples pixels = Read("x.bin", new byte[6]);
        Assert.Throws<InvalidOperationException>(() => MemoryMarshal.AsBytes(pixels.Values(0)).Length);
        InputExamples values = Read("x.bin", new byte[24], Values2X3);
        Assert.Throws<InvalidOperationException>(() => values.Pixels(0).Length);
    }

    private static string Fault(string path) => Assert.Throws<InputFileException>(() => InputFile.Read(path, Pixels2X3)).Message;
}
