// SPDX-License-Identifier: MIT

using System.Runtime.Versioning;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>Output is written whole or not at all, and nothing else is left behind.</summary>
public sealed class WholeOutputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void An_existing_file_is_replaced()
    {
        string file = _folder.Write("digits.bnn", "old");
        Bnnc.Done("import", DigitsFiles.Model, "-o", file);
        Assert.StartsWith("bnn 1\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(["digits.bnn"], _folder.Content);
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        string file = _folder.Write("digits.bnn", "old");
        File.CreateSymbolicLink(_folder["link"], file);
        Bnnc.Done("import", DigitsFiles.Model, "-o", _folder["link"]);
        Assert.Equal(file, new FileInfo(_folder["link"]).LinkTarget);
        Assert.StartsWith("bnn 1\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_gets_the_bytes_and_stays_a_device()
    {
        // The link /dev/stdout leads to a pipe here; a file in its place would be found by whoever comes next.
        string text = Bnnc.Done("import", DigitsFiles.Model, "-o", "/proc/self/fd/1").Output;
        Assert.Equal(Bnnc.Done("import", DigitsFiles.Model, "-o", "-").Output, text);
    }

    [Fact]
    public void A_folder_is_not_replaced_by_a_file()
    {
        Directory.CreateDirectory(_folder["digits.bnn"]);
        AssertRefused("is a folder", "import", DigitsFiles.Model, "-o", _folder["digits.bnn"]);
        Assert.Equal(["digits.bnn"], _folder.Content);
    }

    [Fact]
    public void If_the_second_source_cannot_be_written_the_first_stays_as_it_was()
    {
        Directory.CreateDirectory(_folder["out/Digits.Weights.g.cs"]);
        _folder.Write("out/Digits.g.cs", "old");
        AssertRefused("is a folder", ["compile", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", _folder["out"]]);
        Assert.Equal("old", File.ReadAllText(_folder["out/Digits.g.cs"]));
        Assert.Equal(["out", "out/Digits.Weights.g.cs", "out/Digits.g.cs"], _folder.Content);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        string file = _folder.Write("file", "old");
        AssertRefused("file", "compile", DigitsFiles.Model, "-o", file);
        AssertRefused("file", "import", DigitsFiles.Model, "-o", file + "/digits.bnn");
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Equal(["file"], _folder.Content);
    }

    [FactUnlessRoot]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_may_not_be_written_stays_as_it_was()
    {
        var folder = Directory.CreateDirectory(_folder["closed"]);
        string file = _folder.Write("closed/digits.bnn", "old");
        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        try
        {
            AssertRefused("closed", "import", DigitsFiles.Model, "-o", file);
            Assert.Equal("old", File.ReadAllText(file));
            Assert.Equal(["closed", "closed/digits.bnn"], _folder.Content);
        }
        finally
        {
            folder.UnixFileMode |= UnixFileMode.UserWrite;
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertRefused(string expected, params string[] arguments)
    {
        var run = Bnnc.Run(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("error BNN3002: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }
}
