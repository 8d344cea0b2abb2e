// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text;

namespace BnnCompiler.Training.Data;

/// <summary>A dataset that is known by name: what it holds, what its files are, and where they come from. The user brings the files.</summary>
public sealed record DatasetDescription
{
    /// <summary>On the command line: <c>mnist</c>.</summary>
    public required string Name { get; init; }

    /// <summary>As its authors write it.</summary>
    public required string Title { get; init; }

    /// <summary>Null where the files decide.</summary>
    public ImageShape? Shape { get; init; }

    /// <summary>The meaning of each class; empty where the files decide.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>Images in the published training set; 0 where the files decide.</summary>
    public int TrainingImages { get; init; }

    /// <summary>Images in the published test set; 0 where the files decide.</summary>
    public int TestImages { get; init; }

    /// <summary>All files of the dataset.</summary>
    public required ImmutableArray<DatasetFile> Files { get; init; }

    /// <summary>Where inside the user's folder the files may also be, as their archive unpacks.</summary>
    public string? Subfolder { get; init; }

    /// <summary>Where the files can be had, in words with addresses.</summary>
    public required string Origin { get; init; }

    /// <summary>Where a package of the system puts the files; null where there is none.</summary>
    public string? SystemFolder { get; init; }

    /// <summary>Under which terms its authors give it away.</summary>
    public required string Licence { get; init; }

    /// <summary>Reads the two sets from a folder; images and labels in files of their own, unless the dataset has its own layout.</summary>
    internal Func<DatasetFolder, (ImageSet Training, ImageSet Test)> Read { get; init; } = FourFiles.Read;

    /// <summary>All of this for a user who looks for the files; lines end in \n.</summary>
    public string Explain()
    {
        var text = new StringBuilder();
        text.Append($"{Name}: {Title}");
        if (Shape is { } shape)
            text.Append($", {TrainingImages} training and {TestImages} test images of {shape}, {ClassNames.Length} classes");
        text.Append($"\n  from: {Origin}\n  licence: {Licence}\n  files, each also with .gz:\n");
        foreach (DatasetFile file in Files)
            text.Append($"    {file.Name}{(file.Checksum is { } checksum ? $"  {checksum} (unpacked)" : "")}\n");
        return text.ToString();
    }
}
