// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BnnCompiler.Training.Tests.Data;

/// <summary>Small files of each format, written byte by byte as its definition says.</summary>
internal static class SampleFiles
{
    public const int CifarRecord = 3073;

    /// <summary>0, 1, 2, ... 255, 0, ...</summary>
    public static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];

    public static byte[] Gzip(byte[] content) => Pack(content, stream => new GZipStream(stream, CompressionLevel.SmallestSize));

    public static byte[] Idx(int[] shape, byte[] data, byte type = 8)
    {
        byte[] header = new byte[4 + (4 * shape.Length)];
        (header[2], header[3]) = (type, (byte)shape.Length);
        for (int i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]);
        return [.. header, .. data];
    }

    public static byte[] Npy(string type, string shape, byte[] data, string order = "False")
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. data];
    }

    /// <summary>Records of images of one brightness each.</summary>
    public static byte[] Cifar(params (byte Label, byte Pixel)[] records) =>
        [.. records.SelectMany(record => Enumerable.Repeat(record.Pixel, CifarRecord - 1).Prepend(record.Label))];

    public static byte[] Mat(params byte[][] elements)
    {
        byte[] header = new byte[128];
        header.AsSpan(0, 124).Fill((byte)' ');
        "MATLAB 5.0 MAT-file, Platform: GLNXA64"u8.CopyTo(header);
        new byte[] { 0, 1, (byte)'I', (byte)'M' }.CopyTo(header, 124);
        return [.. header, .. elements.SelectMany(element => element)];
    }

    /// <summary>A packed element, which is not filled up to a multiple of 8 bytes.</summary>
    public static byte[] MatPacked(byte[] element)
    {
        byte[] packed = Pack(element, stream => new ZLibStream(stream, CompressionLevel.Fastest));
        return [.. Words(15, packed.Length), .. packed];
    }

    /// <summary>An array with the class and the type of its values as MATLAB numbers them: 9 and 2 for uint8, 6 and 9 for double.</summary>
    public static byte[] MatArray(string name, int[] size, byte matlabClass, int type, byte[] values)
    {
        byte[] parts =
        [
            .. MatElement(6, Words(matlabClass, 0)),
            .. MatElement(5, Words(size)),
            .. MatElement(1, Encoding.ASCII.GetBytes(name)),
            .. MatElement(type, values),
        ];
        return MatElement(14, parts);
    }

    /// <summary>Data of up to 4 bytes stands in the tag, with its length in the upper half of the type.</summary>
    public static byte[] MatElement(int type, byte[] data)
    {
        byte[] element = data.Length is > 0 and <= 4 ? [.. Words((data.Length << 16) | type), .. data] : [.. Words(type, data.Length), .. data];
        return [.. element, .. new byte[-element.Length & 7]];
    }

    public static byte[] Words(params int[] words)
    {
        byte[] bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }

    public static byte[] Doubles(params double[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private static byte[] Pack(byte[] content, Func<Stream, Stream> packer)
    {
        var packed = new MemoryStream();
        using (Stream stream = packer(packed))
            stream.Write(content);
        return packed.ToArray();
    }
}
