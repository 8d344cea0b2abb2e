// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Toolchains;

/// <summary>A folder that is gone when the work is done.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("bnnc-verify-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
