// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Onnx;

/// <summary>Models and data that are too large for the repository lie beside it in <c>../shared</c>, where there is one.</summary>
internal static class SharedFile
{
    private static readonly string? Folder = FindFolder();

    /// <summary>The full path of a file of the folder, or null.</summary>
    public static string? Find(string path)
    {
        string? full = Folder is null ? null : Path.Combine(Folder, path);
        return File.Exists(full) ? full : null;
    }

    /// <summary>The root of the repository.</summary>
    public static string Repository
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "BnnCompiler.sln")))
                folder = Path.GetDirectoryName(folder);
            return folder ?? throw new InvalidOperationException("The tests do not lie inside the repository.");
        }
    }

    private static string? FindFolder()
    {
        string folder = Path.Combine(Repository, "..", "shared");
        return Directory.Exists(folder) ? folder : null;
    }
}

/// <summary>A test that needs files of <c>../shared</c>, and is skipped where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFileFactAttribute : FactAttribute
{
    public SharedFileFactAttribute(params string[] paths)
    {
        foreach (string path in paths.Where(path => SharedFile.Find(path) is null))
            Skip = $"../shared/{path} is not there";
    }
}
