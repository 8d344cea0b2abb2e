// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Text;

namespace BnnCompiler.Tests.BinaryNet;

/// <summary>Zip archives of .npy files, written without the code under test, so that they can be wrong too.</summary>
internal static class Archive
{
    /// <summary>An archive of the given files.</summary>
    public static byte[] Of(IEnumerable<(string Name, byte[] Bytes)> files, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The files of an archive.</summary>
    public static (string Name, byte[] Bytes)[] FilesOf(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return [.. zip.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return (entry.FullName, bytes.ToArray());
        })];
    }

    /// <summary>An .npy file of version 1 with the given dictionary and numbers.</summary>
    public static byte[] Npy(string dictionary, params float[] values)
    {
        byte[] text = Encoding.Latin1.GetBytes(dictionary + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, (byte)(text.Length >> 8), .. text, .. values.SelectMany(BitConverter.GetBytes)];
    }

    /// <summary>The dictionary of an array.</summary>
    public static string Dictionary(string shape, string type = "<f4", string isFortranOrder = "False") =>
        $"{{'descr': '{type}', 'fortran_order': {isFortranOrder}, 'shape': {shape}, }}";
}
