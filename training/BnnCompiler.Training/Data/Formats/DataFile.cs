// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Data.Formats;

/// <summary>A file of a dataset in memory, unpacked where it is gzip.</summary>
/// <param name="Path">For messages.</param>
/// <param name="Content">What a format's reader reads, and what the published checksum is compared with.</param>
internal sealed record DataFile(string Path, byte[] Content)
{
    /// <summary>Reads a file. No format here but gzip itself starts with gzip's two first bytes, so the name does not matter.</summary>
    /// <exception cref="DataException">The file is missing, unreadable, or damaged gzip.</exception>
    public static DataFile Read(string path)
    {
        byte[] file = ReadBytes(path);
        return new DataFile(path, file is [0x1F, 0x8B, ..] ? PackedData.Gunzip(path, file) : file);
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(path, "no such file", "a file to read", "Check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new DataException(path, "a folder, or a file that may not be read", "a readable file", "Check its permissions.");
        }
        catch (IOException fault)
        {
            throw new DataException(path, "an input/output error", "a readable file of less than 2 GiB", $"The system says: {fault.Message}");
        }
    }
}
