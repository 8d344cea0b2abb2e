// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx.Protos;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Values beside the model: read from the model's folder, and from nowhere else.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("bnn-external-");
    private readonly string _folder;

    public ExternalDataTests()
    {
        _folder = _root.CreateSubdirectory("model").FullName;
        _root.CreateSubdirectory("model/inner");
        byte[] values = [9, 9, 9, 9, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0];
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), values);
        File.WriteAllBytes(Path.Combine(_folder, "inner", "weights.bin"), values);
        File.WriteAllBytes(Path.Combine(_root.FullName, "secret.bin"), values);
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("inner/weights.bin")]
    public void Values_are_read_from_the_offset(string location) =>
        Assert.Equal([1.5f, -2], Model(("location", location), ("offset", "4"), ("length", "8")).Import(folder: _folder).Ops
            .OfType<Ops.Constant>().Single().Floats.Values.ToArray());

    [Theory]
    [InlineData("../secret.bin", "leaves the model's folder")]
    [InlineData("inner/../../secret.bin", "leaves the model's folder")]
    [InlineData("./weights.bin", "leaves the model's folder")]
    [InlineData("", "leaves the model's folder")]
    [InlineData("inner//weights.bin", "leaves the model's folder")]
    [InlineData("..\\secret.bin", "leaves the model's folder")]
    [InlineData("C:secret.bin", "leaves the model's folder")]
    [InlineData("/etc/passwd", "leaves the model's folder")]
    [InlineData("a\0b", "leaves the model's folder")]
    [InlineData("absent.bin", "there is no file")]
    [InlineData("inner", "there is no file")]
    public void Locations_outside_the_folder_are_refused(string location, string expected) =>
        Refuses(expected, ("location", location), ("offset", "4"));

    [Fact]
    public void Locations_that_no_file_system_accepts_are_refused() =>
        Assert.Equal("BNN1006", Model(("location", new string('a', 100_000))).Refused(folder: _folder).Code);

    [Fact]
    public void Links_are_refused_on_the_way_and_at_the_end()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link.bin"), Path.Combine(_root.FullName, "secret.bin"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "up"), _root.FullName);
        Refuses("goes through a link", ("location", "link.bin"), ("offset", "4"));
        Refuses("goes through a link", ("location", "up/secret.bin"), ("offset", "4"));
    }

    [Theory]
    [InlineData("offset", "5", "has 12 bytes; 8 are needed from byte 5 on")]
    [InlineData("offset", "9223372036854775807", "has 12 bytes")]
    [InlineData("offset", "-4", "not a number of bytes")]
    [InlineData("offset", "4x", "not a number of bytes")]
    [InlineData("length", "12", "need 8 bytes, but its length is given as 12")]
    [InlineData("colour", "red", "unknown key 'colour'")]
    public void Places_outside_the_file_are_refused(string key, string value, string expected) =>
        Refuses(expected, ("location", "weights.bin"), (key, value));

    [Fact]
    public void Files_without_a_length_such_as_pipes_and_devices_are_refused_unopened()
    {
        File.WriteAllBytes(Path.Combine(_folder, "empty.bin"), []);
        Refuses("has 0 bytes", ("location", "empty.bin"));
    }

    [Fact]
    public void Without_a_folder_external_data_is_refused()
    {
        var error = Model(("location", "weights.bin")).Refused(folder: null);
        Assert.Equal(("BNN1006", "tensor 'c'"), (error.Code, error.Place));
        Assert.Contains("save the model as one file", error.Message);
    }

    private void Refuses(string expected, params (string Key, string Value)[] entries)
    {
        Diagnostic error = Model(entries).Refused(folder: _folder);
        Assert.Equal(("BNN1006", "tensor 'c'"), (error.Code, error.Place));
        Assert.Contains(expected, error.Message);
    }

    private static OnnxWriter Model(params (string Key, string Value)[] entries)
    {
        var tensor = new TensorProto
        {
            Name = "c",
            DataType = TensorProto.Types.DataType.Float,
            Dims = { 2 },
            DataLocation = TensorProto.Types.DataLocation.External,
        };
        tensor.ExternalData.AddRange(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return new OnnxWriter(1, 2).Initializer(tensor).Node("y", "Add", "x c");
    }
}
