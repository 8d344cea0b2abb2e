// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Tests.Data.Formats;

/// <summary>What the tests of all formats share: a file, and its refusal.</summary>
public abstract class FormatTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected DataFile File(byte[] content) => DataFile.Read(_folder.Write("file", content));

    /// <summary>The message without the path before it, which every message begins with.</summary>
    private protected string Refusal<T>(byte[] content, Func<DataFile, T> read)
    {
        string path = _folder.Write("file", content);
        string message = Assert.Throws<DataException>(() => { read(DataFile.Read(path)); }).Message;
        Assert.StartsWith(path + ": found ", message, StringComparison.Ordinal);
        return message[(path.Length + 2)..];
    }

    /// <summary>Reading must end well or in the one exception that is meant for the user, whatever the bytes are.</summary>
    private protected static void ReadOrRefuse<T>(byte[] content, Func<DataFile, T> read)
    {
        try
        {
            read(new DataFile("file", content));
        }
        catch (DataException)
        {
        }
    }
}
