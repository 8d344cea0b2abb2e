// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>Writes a file whole or not at all: beside its place first, then renamed over it.</summary>
internal static class AtomicFile
{
    /// <exception cref="InputFileException">The file cannot be written there; what stood there before still does.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
        try
        {
            using LinuxFile stream = LinuxFile.Create(temporary);
            WriteAndRename(stream, temporary, path, write);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputFileException(
                path, "no way to write the file", "a name in a writable folder with space left", "Check the folder, its permissions and the disk.");
        }
    }

    private static void WriteAndRename(LinuxFile stream, string temporary, string path, Action<Stream> write)
    {
        bool renamed = false;
        try
        {
            write(stream);
            stream.Synchronize();
            LinuxFile.Rename(temporary, path);
            renamed = true;
        }
        finally
        {
            if (!renamed)
                LinuxFile.Delete(temporary);
        }
    }
}
