// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Workloads;

/// <summary>Where the sources are, and the folder beside them that holds models and data too large for the repository.</summary>
internal static class Repository
{
    private static readonly string[] Places = ["shared", "../shared"];

    /// <summary>The folder of BnnCompiler.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the folder <c>shared</c> inside or beside the repository; null where it is not there.</summary>
    public static string? FindShared(string path) =>
        Places.Select(name => Path.GetFullPath(Path.Combine(Root, name, path))).FirstOrDefault(File.Exists);

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
