// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests;
using BnnCompiler.EndToEnd.Tests.Toolchains;

namespace BnnCompiler.Packaging.Tests;

/// <summary>From <c>dotnet new</c> to a native program, and the tool from its package.</summary>
[Collection(PackageTests.Name)]
public class TemplateTests(PackageFeed feed)
{
    [FactWithTools("gcc")]
    public void The_app_is_built_run_and_published_and_reads_its_digit()
    {
        string folder = New("bnn-app", "My App");
        Assert.Equal("digit-3.png: 3 ", PackageFeed.Require(feed.Dotnet(folder, "run")).Output.Split('(')[0]);
        var publish = PackageFeed.Require(feed.Dotnet(folder, "publish", "-o", "out", "-v:m"));
        Assert.DoesNotContain("warning", publish.Output, StringComparison.Ordinal);
        string[] images = [UserProject.Digit(3), UserProject.Digit(7), UserProject.Digit(0)];
        var run = PackageFeed.Require(ChildProcess.Run(Path.Combine(folder, "out", "My App"), images));
        Assert.Equal(
            ["digit-3.png: 3 ", "digit-7.png: 7 ", "digit-0.png: 0 "], run.Output.TrimEnd('\n').Split('\n').Select(line => line.Split('(')[0]));
        Assert.Equal(2, ChildProcess.Run(Path.Combine(folder, "out", "My App"), ["nothing.png"]).ExitCode);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void The_library_builds_under_a_name_that_is_no_namespace(string framework)
    {
        string folder = New("bnn-lib", "digit-reader", "-f", framework);
        PackageFeed.Require(feed.Dotnet(folder, "build", "-warnaserror", "-v:q"));
        Assert.True(File.Exists(Path.Combine(folder, $"bin/Debug/{framework}/digit-reader.dll")));

        // Who uses the library gets the runtime, and not the compiler.
        PackageFeed.Require(feed.Dotnet(folder, "pack", "-v:q"));
        using var package = System.IO.Compression.ZipFile.OpenRead(Path.Combine(folder, "bin/Release/digit-reader.1.0.0.nupkg"));
        using var nuspec = new StreamReader(package.GetEntry("digit-reader.nuspec")!.Open());
        string text = nuspec.ReadToEnd();
        Assert.Contains("<dependency id=\"BnnCompiler.Runtime\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency id=\"BnnCompiler\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_is_installed_and_compiles()
    {
        string tools = feed.NewFolder("tools");
        PackageFeed.Require(feed.Dotnet(tools, "tool", "install", "BnnCompiler.Tool", "--version", PackageFeed.Version, "--tool-path", tools));
        string bnnc = Path.Combine(tools, "bnnc");
        var compile = PackageFeed.Require(
            ChildProcess.Run(bnnc, ["compile", UserProject.DigitsModel, "--input-scale", "1/255", "-o", Path.Combine(tools, "out")]));
        Assert.Equal(["Digits.Weights.g.cs", "Digits.g.cs"],
            Directory.EnumerateFiles(Path.Combine(tools, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal($"{Path.Combine(tools, "out", "Digits.g.cs")}\n{Path.Combine(tools, "out", "Digits.Weights.g.cs")}\n", compile.Output);
    }

    private string New(string template, string name, params string[] options)
    {
        string parent = feed.NewFolder("projects");
        feed.InstallTemplates();
        PackageFeed.Require(feed.Dotnet(parent, ["new", template, "-o", name, .. options]));
        return Path.Combine(parent, name);
    }
}
