// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>Reads a file to its end; what is allocated follows the bytes that arrive, never what a header promises.</summary>
internal static class WholeFile
{
    /// <summary>All bytes of a file, which may be a pipe.</summary>
    public static byte[] Read(string path)
    {
        try
        {
            using Stream stream = Open(path);
            byte[] bytes = ReadAtMost(stream, Array.MaxLength);
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
            throw new InputFileException(path, "a folder or an input/output error", "a readable file", "Name a file, or check the disk.");
        }
    }

    private static Stream Open(string path) => OperatingSystem.IsLinux()
        ? LinuxFile.Open(path)
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    private static byte[] ReadAtMost(Stream stream, int limit)
    {
        byte[] bytes = new byte[1 << 16];
        int length = 0;
        while (true)
        {
            int read = stream.Read(bytes, length, bytes.Length - length);
            length += read;
            if (read == 0 || length == limit)
                break;
            if (length == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(limit, 2L * length));
        }

        Array.Resize(ref bytes, length);
        return bytes;
    }
}
