// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests;

public class SharedFilesTests
{
    [Fact]
    public void The_root_is_where_the_solution_is() => Assert.True(File.Exists(SharedFiles.InRepository("docs/ir.md")));

    [Fact]
    public void A_test_without_its_file_is_skipped_with_the_reason()
    {
        Assert.Null(SharedFiles.Find("no/such/file"));
        Assert.Equal("needs shared/no/such/file", new SharedFileFactAttribute("no/such/file").Skip);
        Assert.Equal("needs shared/no/such/file", new SharedFileTheoryAttribute("no/such/file").Skip);
    }
}
