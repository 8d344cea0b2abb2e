// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>Moves finished files to their place, all or none.</summary>
internal static class FinishedFiles
{
    /// <summary>
    /// Copies every file under a name of its own first, which is where a full disk or a missing permission shows, and renames them only
    /// when all are there. Returns the final paths.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written; the files in it are as they were.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static ImmutableArray<string> Move(string folder, ImmutableArray<(string From, string Name)> files)
    {
        foreach ((_, string name) in files)
        {
            string path = Path.Combine(folder, name);
            if (Directory.Exists(path))
                throw new IOException($"{path}: found a folder, expected a file or nothing. Remove it or choose another output folder.");
        }

        Directory.CreateDirectory(folder);
        string suffix = $".{Path.GetRandomFileName()}.tmp";
        List<string> staged = [];
        try
        {
            foreach ((string from, string name) in files)
            {
                staged.Add(Path.Combine(folder, name + suffix));
                File.Copy(from, staged[^1]);
            }

            foreach ((_, string name) in files)
                File.Move(Path.Combine(folder, name + suffix), Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            foreach (string path in staged)
                File.Delete(path);
        }

        return [.. files.Select(file => Path.Combine(folder, file.Name))];
    }
}
