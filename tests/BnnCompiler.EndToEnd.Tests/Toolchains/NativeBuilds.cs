// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Toolchains;

namespace BnnCompiler.EndToEnd.Tests.Toolchains;

/// <summary>Builds every kind of binary at most once for all tests: a build takes ten seconds.</summary>
[CollectionDefinition(Collection)]
public sealed class NativeBuilds : IDisposable, ICollectionFixture<NativeBuilds>
{
    public const string Collection = "native builds";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-native-");
    private readonly Lazy<string> _program;
    private readonly Lazy<string> _armProgram;
    private readonly Lazy<string> _sharedLibrary;
    private readonly Lazy<string> _staticLibrary;

    public NativeBuilds()
    {
        _program = new(() => Build(NativeKind.Exe, NativePlatform.LinuxX64));
        _armProgram = new(() => Build(NativeKind.Exe, NativePlatform.LinuxArm64));
        _sharedLibrary = new(() => Build(NativeKind.Shared, NativePlatform.LinuxX64));
        _staticLibrary = new(() => Build(NativeKind.Static, NativePlatform.LinuxX64));
    }

    /// <summary>The folder of the x64 program.</summary>
    public string Program => _program.Value;

    /// <summary>The folder of the arm64 program.</summary>
    public string ArmProgram => _armProgram.Value;

    /// <summary>The folder of the shared library and its header.</summary>
    public string SharedLibrary => _sharedLibrary.Value;

    /// <summary>The folder of the static library and its header.</summary>
    public string StaticLibrary => _staticLibrary.Value;

    public string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    private string Build(NativeKind kind, NativePlatform platform)
    {
        string output = Path.Combine(_folder.FullName, $"{kind}-{platform}");
        NativeBuildRequest request = StandInModel.Request(kind, platform, output);
        NativeBuildResult result = new NativeAotToolchain().BuildAsync(request, CancellationToken.None).GetAwaiter().GetResult();
        Assert.True(result.Fault is null, $"{result.Fault}\n{string.Join('\n', result.Log)}");
        return output;
    }
}
