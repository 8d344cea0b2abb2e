// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Tests.Data;

/// <summary>A folder for the files of one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-test-");

    public string Path => _folder.FullName;

    public string Write(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
