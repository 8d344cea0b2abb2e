// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Text;
using BnnCompiler.BinaryNet;
using CsCheck;

namespace BnnCompiler.Tests.BinaryNet;

public class NpzTests
{
    private static readonly Architecture Small = Architecture.Parse("mlp:2-1");

    private static readonly BinaryNetModel Model =
        new("small", Small, [new([0.5f, -1], [0], [-0f], [-2], [3], [0.25f])], PixelScaling.FromMinusOneToOne);

    [Fact]
    public void What_is_written_is_read_bit_for_bit() =>
        RandomAuthorsNetworks.Case(examples: 1).Hold(example =>
        {
            var model = ((AuthorsNetwork)example.Network).Model;
            var read = BinaryNetModel.FromNpz(model.ToNpz(), "random.npz", model.Architecture, model.Pixels);

            Assert.Equal(model.Name, read.Name);
            Assert.Equal(model.Layers.SelectMany(Bits), read.Layers.SelectMany(Bits));
            Assert.Equal(model.ToNpz(), read.ToNpz());
        }, iter: 100);

    /// <summary>The bytes that numpy 2 writes: numpy.savez of six float32 arrays, unzipped.</summary>
    [Fact]
    public void Arrays_are_written_as_numpy_writes_them()
    {
        var files = Archive.FilesOf(Model.ToNpz());

        Assert.Equal(["arr_0.npy", "arr_1.npy", "arr_2.npy", "arr_3.npy", "arr_4.npy", "arr_5.npy"], files.Select(file => file.Name));
        Assert.Equal(
            "\u0093NUMPY\u0001\0\u0076\0{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }"
            + new string(' ', 58) + "\n\0\0\0\u003F\0\0\u0080\u00BF",
            Encoding.Latin1.GetString(files[0].Bytes));
        Assert.Equal(
            "\u0093NUMPY\u0001\0\u0076\0{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }" + new string(' ', 60) + "\n\0\0\u0000\u00C0",
            Encoding.Latin1.GetString(files[3].Bytes));
    }

    /// <summary>As numpy.savez does, whose archives others map into memory.</summary>
    [Fact]
    public void Nothing_is_compressed_and_no_date_is_written()
    {
        using var archive = new ZipArchive(new MemoryStream(Model.ToNpz()));

        Assert.All(archive.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void What_numpy_compressed_is_read_in_any_order_of_its_files()
    {
        byte[] compressed = Archive.Of(Archive.FilesOf(Model.ToNpz()).Reverse(), CompressionLevel.SmallestSize);

        Assert.Equal(Model.Layers.SelectMany(Bits), BinaryNetModel.FromNpz(compressed, "small.npz", Small).Layers.SelectMany(Bits));
    }

    /// <summary>The authors' Python 2 wrote an L behind numbers, and no room to grow; others order and space the entries as they like.</summary>
    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 1L), }          ")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }")]
    [InlineData("{'fortran_order':False,'shape':(2,1),'descr':'<f4'}")]
    public void Headers_of_other_writers_than_numpy_2_are_read(string dictionary)
    {
        var files = Archive.FilesOf(Model.ToNpz());
        files[0].Bytes = Archive.Npy(dictionary, 0.5f, -1);

        Assert.Equal([0.5f, -1], BinaryNetModel.FromNpz(Archive.Of(files), "small.npz", Small).Layers[0].Weights);
    }

    [Fact]
    public void A_model_is_called_as_its_file()
    {
        Assert.Equal("mnist_parameters", BinaryNetModel.FromNpz(Model.ToNpz(), "/tmp/mnist parameters.npz", Small).Name);
        Assert.Equal(PixelScaling.FromMinusOneToOne, BinaryNetModel.FromNpz(Model.ToNpz(), "x.npz", Small).Pixels);
    }

    private static IEnumerable<int> Bits(LayerParameters layer) =>
        layer.InFileOrder.SelectMany(values => values.Select(BitConverter.SingleToInt32Bits));
}
