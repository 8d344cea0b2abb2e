// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Data;

/// <summary>CIFAR-10 in its binary version: five training files and one for test, or what the user made of them.</summary>
internal static class CifarFolder
{
    public static (ImageSet Training, ImageSet Test) Read(DatasetFolder folder)
    {
        ImmutableArray<DatasetFile> files = folder.Description.Files;
        return (CifarFile.Read(ReadFiles(folder, files[..^1], "train")), CifarFile.Read(ReadFiles(folder, files[^1..], "test")));
    }

    /// <summary>
    /// The published files; where the folder has none of them, all files of a user's own names, train*.bin or test*.bin. Where it has only some,
    /// others were probably lost, so the user is told.
    /// </summary>
    private static ImmutableArray<DataFile> ReadFiles(DatasetFolder folder, ImmutableArray<DatasetFile> published, string start)
    {
        if (published.Any(folder.Has))
            return [.. published.Select(folder.Require)];
        ImmutableArray<DataFile> own = folder.ReadAll(start, ".bin");
        return own.IsEmpty ? throw folder.Missing($"no {published[0].Name} and no {start}*.bin or {start}*.bin.gz", published[0]) : own;
    }
}
