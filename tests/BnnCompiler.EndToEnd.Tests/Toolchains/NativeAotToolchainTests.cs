// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.EndToEnd.Tests.Toolchains;

public sealed class NativeAotToolchainTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-toolchain-");

    private NativeBuildRequest Request => StandInModel.Request(NativeKind.Exe, NativePlatform.LinuxX64, Path.Combine(_folder.FullName, "out"));

    public void Dispose() => _folder.Delete(recursive: true);

    [FactWithTools("gcc")]
    public async Task Source_that_does_not_compile_leaves_the_output_folder_as_it_was_and_names_the_error()
    {
        Directory.CreateDirectory(Request.OutputDirectory);
        string existing = Path.Combine(Request.OutputDirectory, "tiny");
        await File.WriteAllTextAsync(existing, "kept");

        NativeBuildResult result = await new NativeAotToolchain().BuildAsync(
            Request with { Sources = [new GeneratedFile("Broken.cs", "class Broken { int x = y; }\n")] }, CancellationToken.None);

        Assert.StartsWith("dotnet publish failed", result.Fault, StringComparison.Ordinal);
        Assert.Contains(result.Log, line => line.StartsWith("000.Broken.cs(1,24): error CS0103", StringComparison.Ordinal));
        Assert.Empty(result.Files);
        Assert.Equal([existing], Directory.EnumerateFileSystemEntries(Request.OutputDirectory));
        Assert.Equal("kept", await File.ReadAllTextAsync(existing));
    }

    [FactWithTools("gcc")]
    public async Task A_cancelled_build_ends_before_its_next_stage_and_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var stages = new List<string>();
        var toolchain = new NativeAotToolchain(stage =>
        {
            stages.Add(stage);
            if (stage == "compiling the C#")
                cancellation.CancelAfter(TimeSpan.FromSeconds(1));
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toolchain.BuildAsync(Request, cancellation.Token));
        Assert.Equal("compiling the C#", stages[^1]);
        Assert.False(Directory.Exists(Request.OutputDirectory));
    }

    [Theory]
    [InlineData("tiny-net", "Stand.In.Tiny")]
    [InlineData("../tiny", "Stand.In.Tiny")]
    [InlineData("1tiny", "Stand.In.Tiny")]
    [InlineData("tiny", "Stand.In.Tiny.Run(); evil")]
    [InlineData("tiny\n", "Stand.In.Tiny")]
    public async Task Names_that_are_no_identifiers_are_refused(string name, string className) =>
        await Assert.ThrowsAsync<ArgumentException>(() => new NativeAotToolchain().BuildAsync(
            Request with { Name = name, ClassName = className }, CancellationToken.None));

    [Fact]
    public async Task A_level_of_another_platform_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new NativeAotToolchain().BuildAsync(
            Request with { Platform = NativePlatform.LinuxArm64, Cpu = CpuLevel.X64V3 }, CancellationToken.None));

    [Fact]
    public void Files_are_moved_all_or_none()
    {
        string first = Path.Combine(_folder.FullName, "first");
        File.WriteAllText(first, "new");
        string output = Path.Combine(_folder.FullName, "out");
        Assert.ThrowsAny<IOException>(() => FinishedFiles.Move(output, [(first, "a"), (Path.Combine(_folder.FullName, "missing"), "b")]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(output));

        Directory.CreateDirectory(Path.Combine(output, "b"));
        Assert.ThrowsAny<IOException>(() => FinishedFiles.Move(output, [(first, "a"), (first, "b")]));
        Assert.Equal([Path.Combine(output, "b")], Directory.EnumerateFileSystemEntries(output));

        File.WriteAllText(Path.Combine(output, "a"), "old");
        string[] moved = [.. FinishedFiles.Move(output, [(first, "a"), (first, "c")])];
        Assert.Equal([Path.Combine(output, "a"), Path.Combine(output, "c")], moved);
        Assert.Equal("new", File.ReadAllText(Path.Combine(output, "a")));
    }

    [FactWithTools("gcc")]
    public void The_c_side_of_every_kind_compiles_without_a_warning()
    {
        NativeBuildRequest arm = Request with { Platform = NativePlatform.LinuxArm64, Cpu = CpuLevel.Baseline };
        foreach (NativeBuildRequest request in Enum.GetValues<CpuLevel>().Select(cpu => Request with { Cpu = cpu }).Append(arm))
        {
            foreach (InputElement element in Enum.GetValues<InputElement>())
                Compile(request with { InputElement = element, InputScale = null });
        }
    }

    private void Compile(NativeBuildRequest request)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, CHeader.FileName(request)), CHeader.Write(request));
        Compile(CLibrary.Write(request));
        Compile(CProgram.Write(request));
    }

    private void Compile(string text)
    {
        string source = Path.Combine(_folder.FullName, "native.c");
        File.WriteAllText(source, text);
        Assert.Equal(new Command(0, "", ""),
            Command.Run("gcc", "-std=gnu99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-fsyntax-only", source));
    }
}
