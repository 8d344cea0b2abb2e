// SPDX-License-Identifier: MIT
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.Passes;

public class PipelineTests
{
    public static TheoryData<string> PassNames =>
        [.. typeof(Pass).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Pass)) && !type.IsAbstract).Select(PassName.Of)];

    [Theory]
    [MemberData(nameof(PassNames))]
    public void Every_pass_has_file_tests(string pass)
    {
        string folder = SharedFiles.InRepository($"tests/BnnCompiler.Tests/FileTests/{pass}");
        Assert.True(Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.bnn").Any(),
            $"'{pass}' has no file test: add tests/BnnCompiler.Tests/FileTests/{pass}/*.bnn (docs/adding-a-pass.md).");
    }

    [Fact]
    public void A_pass_is_called_like_its_class() => Assert.Equal("remove-constant-channels", new RemoveConstantChannels().Name);
}
