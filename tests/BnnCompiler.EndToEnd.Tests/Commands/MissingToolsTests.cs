// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Commands;

public class MissingToolsTests
{
    [Fact]
    public void Without_a_c_compiler_build_says_what_to_install()
    {
        using var folder = new TestFolder();
        var run = Bnnc.Run([new("PATH", folder["."])], ["build", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", folder["out"]]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("error BNN3004: found no gcc on PATH", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Install Debian's gcc", run.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.Content);
    }
}
