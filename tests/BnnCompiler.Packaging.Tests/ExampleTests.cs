// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.Packaging.Tests;

/// <summary>
/// The examples, copied to where nothing of the repository is above them but what they bring along, by the commands that they print.
/// </summary>
[Collection(PackageTests.Name)]
public class ExampleTests(PackageFeed feed)
{
    [Fact]
    public void The_source_generators_example_does_what_it_says()
    {
        var example = new Example(feed, "source-generator");
        Assert.Equal("digit-3.png: 3 (score 0.893)\ndigit-7.png: 7 (score 1.493)\n", example.Run(1));
        Assert.Contains("digit-3.png: 3 (score 0.893)\n    digit-7.png: 7 (score 1.493)\n", example.Readme, StringComparison.Ordinal);
    }

    [FactWithTools("gcc", "python3")]
    public void The_native_librarys_example_does_what_it_says()
    {
        var example = new Example(feed, "native-library");
        example.Run(1);
        Assert.Equal("", example.Run(2));
        Assert.Equal("5 (score 0.921)\n", example.Run(3));
        Assert.Equal("5 (score 0.921)\n", example.Run(4));
    }
}

/// <summary>An example and the commands of its README.</summary>
internal sealed class Example
{
    private readonly PackageFeed _feed;
    private readonly string[] _commands;

    /// <summary>Copies an example, and the network that it uses, to a folder of its own.</summary>
    public Example(PackageFeed feed, string name)
    {
        _feed = feed;
        string parent = feed.NewFolder("examples");
        Folder = Path.Combine(parent, name);
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.Copy(SharedFiles.InRepository("examples/" + file), Path.Combine(parent, file));
        Copy(SharedFiles.InRepository("examples/models/digits"), Path.Combine(parent, "models/digits"));
        Copy(SharedFiles.InRepository("examples/" + name), Folder);
        Readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        _commands = [.. Readme.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Trim())];
        Assert.Equal("cd examples/" + name, _commands[0]);
    }

    public string Folder { get; }

    public string Readme { get; }

    /// <summary>Runs a command of the README in the example's folder; its output.</summary>
    public string Run(int command)
    {
        string line = _commands[command];
        return line.StartsWith("dotnet ", StringComparison.Ordinal)
            ? PackageFeed.Require(_feed.Dotnet(Folder, line.Split(' ')[1..])).Output
            : PackageFeed.Require(ChildProcess.Run("bash", ["-c", line], folder: Folder)).Output;
    }

    private static void Copy(string source, string destination)
    {
        Directory.CreateDirectory(destination);
        foreach (string file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(destination, Path.GetFileName(file)));
    }
}
