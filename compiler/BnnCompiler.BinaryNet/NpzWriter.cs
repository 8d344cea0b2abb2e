// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Runtime.InteropServices;
using BnnCompiler.Formats;

namespace BnnCompiler.BinaryNet;

/// <summary>Writes what <c>numpy.savez</c> does: a zip archive that compresses nothing, with one .npy file for each array.</summary>
internal static class NpzWriter
{
    // The first day that zip archives know; the day of writing would give the same arrays other bytes.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The archive of a network's parameters.</summary>
    public static byte[] Write(BinaryNetModel model)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var array in ParameterArray.Of(model.Architecture))
            {
                var entry = archive.CreateEntry(array.FileName, CompressionLevel.NoCompression);
                entry.LastWriteTime = Epoch;
                using var stream = entry.Open();
                stream.Write(NpyFormat.HeaderOf(array.Shape.AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(array.ValuesIn(model).AsSpan())); // little-endian, as every processor we run on
            }
        }

        return file.ToArray();
    }
}
