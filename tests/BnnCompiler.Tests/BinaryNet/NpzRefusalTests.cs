// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;
using BnnCompiler.BinaryNet;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Tests.BinaryNet;

public class NpzRefusalTests
{
    private static readonly Architecture Small = Architecture.Parse("mlp:3-2-1");

    private static readonly (string Name, byte[] Bytes)[] Files =
    [
        .. new (string Shape, float[] Values)[]
        {
            ("(3, 2)", [1, 2, 3, 4, 5, 6]), ("(2,)", [1, 2]), ("(2,)", [1, 2]), ("(2,)", [1, 2]), ("(2,)", [1, 2]), ("(2,)", [1, 2]),
            ("(2, 1)", [1, 2]), ("(1,)", [1]), ("(1,)", [1]), ("(1,)", [1]), ("(1,)", [1]), ("(1,)", [1]),
        }.Select((array, i) => ($"arr_{i}.npy", Archive.Npy(Archive.Dictionary(array.Shape), array.Values))),
    ];

    [Fact]
    public void The_files_of_these_tests_are_read_where_nothing_is_wrong() => Assert.Equal(2, Read(Archive.Of(Files)).Layers.Length);

    [Theory]
    [InlineData("(2, 3)", "found shape (2, 3); expected (3, 2), the transpose: Lasagne has the inputs of a dense layer first. Save W.T")]
    [InlineData("(6,)", "found shape (6,); expected (3, 2), (inputs, outputs). Compare --arch with the script")]
    [InlineData("(4, 2)", "found shape (4, 2); expected (3, 2)")]
    [InlineData("()", "found shape (); expected (3, 2)")]
    public void A_shape_that_does_not_fit_is_refused(string shape, string message) =>
        AssertRefused("BNN1020", "small.npz, arr_0: W of layer 1, '2'", message, With(0, Archive.Npy(Archive.Dictionary(shape), 1, 2, 3, 4, 5, 6)));

    [Fact]
    public void A_vector_of_another_length_is_refused() =>
        AssertRefused("BNN1020", "arr_9: gamma of layer 2, '1'", "found shape (2,); expected (1,), one for each output",
            With(9, Archive.Npy(Archive.Dictionary("(2,)"), 1, 2)));

    [Fact]
    public void Filters_of_another_shape_are_refused()
    {
        var error = Refusal(Archive.Of(Files), "conv:1x4x4-3C3-1");

        Assert.Equal("BNN1020", error.Code);
        Assert.Contains("found shape (3, 2); expected (3, 1, 3, 3), (outputs, channels, rows, columns)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlp:3-1",
        "found 12 arrays; expected 6, 6 for each of the 1 layers of mlp:3-1: W, b, beta, gamma, mean, inv_std. The file is of 2 layers")]
    [InlineData("mlp:3-2-2-1", "found 12 arrays; expected 18")]
    public void Another_number_of_arrays_is_refused(string architecture, string message)
    {
        var error = Refusal(Archive.Of(Files), architecture);

        Assert.Equal("BNN1020", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_without_biases_are_named_as_the_cause() =>
        AssertRefused("BNN1020", "small.npz", "found 10 arrays; expected 12", "save zeros for b", Archive.Of(Files.Take(10)));

    [Theory]
    [InlineData("W1.npy", "'arr_11.npy' is there 0 times")]
    [InlineData("arr_0.npy", "'arr_0.npy' is there 2 times; expected once each of arr_0.npy to arr_11.npy, "
        + "as numpy.savez(path, *lasagne.layers.get_all_param_values(network))")]
    public void Other_names_are_refused(string name, string message) =>
        AssertRefused("BNN1020", "small.npz", message, Archive.Of([.. Files.Take(11), (name, Files[11].Bytes)]));

    [Theory]
    [InlineData("<f8", "False", "found numbers of numpy's type '<f8'; expected float32, '<f4'")]
    [InlineData(">f4", "False", "found numbers of numpy's type '>f4'")]
    [InlineData("<f4", "True", "found an array in Fortran order; expected C order. Save numpy.ascontiguousarray(array)")]
    public void Other_numbers_are_refused(string type, string isFortranOrder, string message) =>
        AssertRefused("BNN1021", "small.npz, arr_0: W of layer 1", message,
            With(0, Archive.Npy(Archive.Dictionary("(3, 2)", type, isFortranOrder), 1, 2, 3, 4, 5, 6)));

    [Theory]
    [InlineData(float.NaN, "element 1 is nan; expected finite numbers")]
    [InlineData(float.PositiveInfinity, "element 1 is inf")]
    [InlineData(float.NegativeInfinity, "element 1 is -inf")]
    public void Parameters_that_are_no_finite_numbers_are_refused(float value, string message) =>
        AssertRefused("BNN1021", "small.npz, arr_4: mean of layer 1, '2'", message, With(4, Archive.Npy(Archive.Dictionary("(2,)"), 1, value)));

    [Theory]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3, 2), }", "its header does not describe one array of numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-3, 2), }", "its header does not describe one array of numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3000000000, 2), }", "states more elements than any array has")]
    [InlineData("", "its header does not describe one array of numbers")]
    public void A_damaged_header_is_refused(string dictionary, string message) =>
        AssertRefused("BNN1019", "small.npz, arr_0: W of layer 1", message, With(0, Archive.Npy(dictionary, 1, 2, 3, 4, 5, 6)));

    [Fact]
    public void What_is_no_npy_file_is_refused()
    {
        byte[] fourth = [.. Files[0].Bytes];
        fourth[6] = 4;
        byte[] endless = [.. Files[0].Bytes];
        endless[9] = 0xFF;

        AssertRefused("BNN1019", "arr_0", "it does not start with numpy's magic word", With(0, "pickled"u8.ToArray()));
        AssertRefused("BNN1019", "arr_0", "it does not start with numpy's magic word", With(0, []));
        AssertRefused("BNN1019", "arr_0", "it is of version 4 of the npy format", With(0, fourth));
        AssertRefused("BNN1019", "arr_0", "its header states a length of 65", With(0, endless));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void More_or_less_numbers_than_the_header_states_are_refused(int count)
    {
        int right = Files[0].Bytes.Length, found = right + (sizeof(float) * (count - 6));

        AssertRefused(
            "BNN1019", "small.npz, arr_0", $"the archive states {found} bytes for it, but a header and numbers of shape (3, 2) take {right}",
            With(0, Archive.Npy(Archive.Dictionary("(3, 2)"), new float[count])));
    }

    /// <summary>A hundred megabytes of zeros in a hundred kilobytes: refused before they are unpacked, as no array has this size.</summary>
    [Fact]
    public void A_bomb_is_not_unpacked()
    {
        byte[] bomb = Archive.Of([(Files[0].Name, [.. Files[0].Bytes, .. new byte[100_000_000]]), .. Files.Skip(1)], CompressionLevel.Fastest);
        long before = GC.GetAllocatedBytesForCurrentThread();

        AssertRefused("BNN1019", "arr_0", "but a header and numbers of shape (3, 2) take", bomb);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    /// <summary>The directory of the archive may lie about the size: what counts is what comes out.</summary>
    [Fact]
    public void A_bomb_that_denies_its_size_is_not_unpacked()
    {
        byte[] bomb = Archive.Of([(Files[0].Name, [.. Files[0].Bytes, .. new byte[100_000_000]]), .. Files.Skip(1)], CompressionLevel.Fastest);
        int directory = bomb.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(directory + 24), Files[0].Bytes.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("BNN1019", Refusal(bomb).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("PK\u0003\u0004 and no more")]
    [InlineData("bnn 1")]
    public void What_is_no_archive_is_refused(string bytes) =>
        AssertRefused("BNN1019", "small.npz", "this is not a zip archive as numpy.savez writes it", [.. bytes.Select(c => (byte)c)]);

    [Fact]
    public void A_changed_number_is_noticed()
    {
        byte[] file = Archive.Of(Files);
        int place = file.AsSpan().IndexOf(BitConverter.GetBytes(6f));
        file[place] ^= 1;

        AssertRefused("BNN1019", "arr_0", "its bytes do not have the archive's checksum", file);
    }

    /// <summary>Wherever a bit is flipped or the file cut off, it is read as it was or refused; nothing else is thrown.</summary>
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Damage_anywhere_is_harmless(CompressionLevel level)
    {
        byte[] file = Archive.Of(Files, level);
        float[][] whole = Read(file).Layers.SelectMany(layer => layer.InFileOrder).ToArray();
        for (int i = 0; i < file.Length; i++)
        {
            byte[] flipped = [.. file];
            flipped[i] ^= (byte)(1 << (i % 8));
            var exception = Record.Exception(() => Assert.Equal(whole, Read(flipped).Layers.SelectMany(layer => layer.InFileOrder)));
            Assert.True(exception is null or DiagnosticException, $"bit {i % 8} of byte {i}: {exception}");
            exception = Record.Exception(() => Read(file[..i]));
            Assert.True(exception is DiagnosticException, $"the first {i} bytes: {exception}");
        }
    }

    private static byte[] With(int index, byte[] bytes) => Archive.Of(Files.Select((file, i) => i == index ? (file.Name, bytes) : file));

    private static BinaryNetModel Read(byte[] file) => BinaryNetModel.FromNpz(file, "small.npz", Small);

    private static Diagnostic Refusal(byte[] file, string? architecture = null) => Assert.Throws<DiagnosticException>(
        () => BinaryNetModel.FromNpz(file, "small.npz", architecture is null ? Small : Architecture.Parse(architecture))).Diagnostic;

    private static void AssertRefused(string code, string place, string message, byte[] file) => AssertRefused(code, place, message, "", file);

    private static void AssertRefused(string code, string place, string message, string advice, byte[] file)
    {
        var error = Refusal(file);
        Assert.Equal(code, error.Code);
        Assert.Contains(place, error.Place, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }
}
