// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.Cli.Output;

/// <summary>Writes files whole or not at all: into new files beside them, renamed when all are complete.</summary>
internal static class AtomicOutput
{
    /// <summary>Writes a text as UTF-8.</summary>
    public static void Write(string path, string text) => Write([(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)))]);

    /// <summary>Writes all files; if one cannot be written, all are as they were.</summary>
    public static void Write(params (string Path, Action<Stream> Content)[] files)
    {
        var staged = new List<(string Temporary, string Target)>();
        try
        {
            foreach (var (path, content) in files)
            {
                string target = Path.GetFullPath(path);
                if (Directory.Exists(target))
                    throw new IOException($"{path} is a folder; expected a file or nothing");
                if (IsDevice(target))
                {
                    using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
                    content(device);
                    continue;
                }

                if (new FileInfo(target) is { LinkTarget: not null } link)
                    target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                staged.Add(($"{target}.{Path.GetRandomFileName()}.tmp", target));
                using var stream = new FileStream(staged[^1].Temporary, FileMode.CreateNew, FileAccess.Write);
                content(stream);
                stream.Flush(flushToDisk: true);
            }

            foreach (var (temporary, target) in staged)
                File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            foreach (var (temporary, _) in staged)
                File.Delete(temporary);
        }
    }

    /// <summary>Such as /dev/stdout: it takes bytes as they come, and renaming would put a file in its place.</summary>
    private static bool IsDevice(string target) => File.Exists(target)
        && (target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal))
        && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
