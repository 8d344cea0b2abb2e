// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests;

/// <summary>Where the sources are, and the folder beside them that holds models and data too large for the repository.</summary>
internal static class SharedFiles
{
    /// <summary>The folder of BnnCompiler.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The folder <c>shared</c> inside or beside the repository, or null.</summary>
    public static string? Folder { get; } =
        new[] { "shared", "../shared" }.Select(name => Path.GetFullPath(Path.Combine(RepositoryRoot, name))).FirstOrDefault(Directory.Exists);

    /// <summary>A file of the repository, by its path from the root.</summary>
    public static string InRepository(string path) => Path.Combine(RepositoryRoot, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>A shared file, by its path in the shared folder; null where it is not there.</summary>
    public static string? Find(string path) =>
        Folder is { } folder && Path.Combine(folder, path) is var file && (File.Exists(file) || Directory.Exists(file)) ? file : null;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BnnCompiler.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has BnnCompiler.sln.");
    }
}
