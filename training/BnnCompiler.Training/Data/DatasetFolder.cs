// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Data;

/// <summary>The folder in which the user has the files of a dataset; collects warnings while they are read.</summary>
internal sealed class DatasetFolder(string path, DatasetDescription description)
{
    private const string Packed = ".gz";

    private readonly List<string> _warnings = [];

    public DatasetDescription Description => description;

    public ImmutableArray<string> Warnings => [.. _warnings];

    public void Warn(string sentence) => _warnings.Add(sentence);

    /// <summary>Whether the folder has a file, under any of its names.</summary>
    public bool Has(DatasetFile file) => Find(file) is not null;

    /// <summary>Reads a file; warns where it is not the published one.</summary>
    /// <exception cref="DataException">The file is missing or cannot be read; the message says where it comes from.</exception>
    public DataFile Require(DatasetFile file)
    {
        DataFile found = DataFile.Read(Find(file) ?? throw Missing($"no {file.Name} and no {file.Name}{Packed}", file));
        if (file.Checksum is { } published && published.Of(found.Content) is var checksum && checksum != published)
        {
            Warn($"{found.Path}: found {checksum} when unpacked, expected {published} of the published file. " +
                "It is read as it is; results do not compare with published ones.");
        }

        return found;
    }

    /// <summary>
    /// Reads all files whose names start and end so, or end so before .gz, in the order of their names. Where a file is there with .gz and
    /// without, it is read once.
    /// </summary>
    public ImmutableArray<DataFile> ReadAll(string start, string end)
    {
        // The pattern is blind to case on some systems, so the start is compared once more.
        string[] files = [.. Folders()
            .SelectMany(folder => Directory.EnumerateFiles(folder, start + "*", new EnumerationOptions()))
            .Where(file => Path.GetFileName(file).StartsWith(start, StringComparison.Ordinal))];
        return [.. files
            .Where(file => file.EndsWith(end, StringComparison.Ordinal)
                || (file.EndsWith(end + Packed, StringComparison.Ordinal) && !files.Contains(file[..^Packed.Length])))
            .Order(StringComparer.Ordinal)
            .Select(DataFile.Read)];
    }

    /// <summary>The fault of a file that the folder does not have.</summary>
    public DataException Missing(string found, DatasetFile file)
    {
        string checksum = file.Checksum is { } published ? $" ({published} when unpacked)" : "";
        string remedy = description.SystemFolder is { } system && Directory.Exists(system)
            ? $"This system has the files: give the folder {system}."
            : $"Get the files from {description.Origin}, put them into this folder, or give the folder that has them.";
        return new DataException(
            path, Directory.Exists(path) ? found : "no such folder", $"{file.Name}{checksum}, a file of {description.Title}", remedy);
    }

    private string? Find(DatasetFile file)
    {
        string[] names = [file.Name, .. file.OtherNames];
        return Folders()
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .SelectMany(place => new[] { place, place + Packed })
            .FirstOrDefault(File.Exists);
    }

    private IEnumerable<string> Folders() =>
        new[] { path, Path.Combine(path, description.Subfolder ?? "") }.Distinct().Where(Directory.Exists);
}
