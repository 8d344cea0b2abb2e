// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

/// <summary>What the tests of all readers share: a folder, and reading a file from it.</summary>
public abstract class ReaderTest : IDisposable
{
    protected static readonly InputShape Pixels2X3 = new(InputElement.UInt8, [1, 1, 2, 3]);

    protected static readonly InputShape Values2X3 = new(InputElement.Float32, [1, 1, 2, 3]);

    protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected InputExamples Read(string name, byte[] content, InputShape? shape = null) =>
        InputFile.Read(Folder.Write(name, content), shape ?? Pixels2X3);

    /// <summary>The message without the path before it, which every message begins with.</summary>
    protected string Refusal(string name, byte[] content, InputShape? shape = null)
    {
        string path = Folder.Write(name, content);
        string message = Assert.Throws<InputFileException>(() => InputFile.Read(path, shape ?? Pixels2X3)).Message;
        Assert.StartsWith(path + ": found ", message, StringComparison.Ordinal);
        return message[(path.Length + 2)..];
    }
}
