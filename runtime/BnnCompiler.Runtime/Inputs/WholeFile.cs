// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>Reads a stream to its end; what is allocated follows the bytes that arrive, never what a header promises.</summary>
internal static class WholeFile
{
    /// <summary>All bytes of a file, which may be a pipe.</summary>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path))
            throw new InputFileException(path, "a folder", "a file", "Name the file inside it.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            byte[] bytes = ReadAtMost(stream, stream.CanSeek ? stream.Length : 0, Array.MaxLength);
            return stream.ReadByte() < 0
                ? bytes
                : throw new InputFileException(path, "2 GiB or more", "less than 2 GiB", "Split the file.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            throw new InputFileException(path, "no such file", "a file to read", "Check the path.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new InputFileException(path, "a file that may not be read", "a readable file", "Check its permissions.");
        }
        catch (IOException)
        {
            throw new InputFileException(path, "an input/output error", "a readable file", "Check the disk or the device.");
        }
    }

    /// <summary>Up to <paramref name="limit"/> bytes; <paramref name="hint"/> is the length the file system gives, or 0.</summary>
    public static byte[] ReadAtMost(Stream stream, long hint, int limit)
    {
        byte[] bytes = new byte[Math.Min(limit, hint > 0 ? hint : 4096)];
        int length = 0;
        while (true)
        {
            int read = stream.Read(bytes, length, bytes.Length - length);
            length += read;
            if (read == 0 || length == limit)
                break;
            if (length < bytes.Length)
                continue;
            int next = stream.ReadByte();
            if (next < 0)
                break;
            Array.Resize(ref bytes, (int)Math.Min(limit, 2L * length));
            bytes[length++] = (byte)next;
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }
}
