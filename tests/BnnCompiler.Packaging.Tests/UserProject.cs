// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BnnCompiler.EndToEnd.Tests;
using BnnCompiler.Tests;

namespace BnnCompiler.Packaging.Tests;

/// <summary>A program of somebody who references the package.</summary>
internal sealed partial class UserProject
{
    /// <summary>The item of the network that every clone has.</summary>
    public const string DigitsItem = """<BnnModel Include="Models/digits.onnx" InputScale="1/255" Namespace="My.Models" ClassName="Digits" />""";

    /// <summary>Classifies the images named on its command line with the class <c>My.Models.Digits</c>.</summary>
    public const string DigitsProgram = """
        using System;
        using BnnCompiler.Runtime;
        using BnnCompiler.Runtime.Inputs;
        using My.Models;

        foreach (string file in args)
            Console.WriteLine(Digits.Classify(InputFile.Read(file, Digits.Instance.InputShape).Pixels(0)));
        """;

    private readonly PackageFeed _feed;

    /// <summary>A project with one network.</summary>
    /// <param name="feed">Where the package comes from.</param>
    /// <param name="items">Its <c>BnnModel</c> items.</param>
    /// <param name="program">Its code.</param>
    /// <param name="frameworks">Its target frameworks.</param>
    /// <param name="name">Its name.</param>
    public UserProject(
        PackageFeed feed, string items = DigitsItem, string program = DigitsProgram, string frameworks = "net10.0", string name = "App")
    {
        _feed = feed;
        Name = name;
        Folder = feed.NewFolder(name);
        string target = frameworks.Contains(';', StringComparison.Ordinal)
            ? $"<TargetFrameworks>{frameworks}</TargetFrameworks>"
            : $"<TargetFramework>{frameworks}</TargetFramework>";
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                {target}
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="BnnCompiler" Version="{PackageFeed.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
        Directory.CreateDirectory(PathOf("Models"));
        File.Copy(DigitsModel, PathOf("Models/digits.onnx"));
    }

    /// <summary>The network that every clone has.</summary>
    public static string DigitsModel => SharedFiles.InRepository("examples/models/digits/digits.onnx");

    public string Name { get; }

    public string Folder { get; }

    /// <summary>An image of a digit.</summary>
    public static string Digit(int digit) => SharedFiles.InRepository($"examples/models/digits/digit-{digit}.png");

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    /// <summary>The files below the folder of intermediate files that our targets have written, sorted.</summary>
    public string[] LoweredFiles() => [.. Directory.EnumerateFiles(PathOf("obj"), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "bnn").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Runs dotnet in the folder.</summary>
    public ChildProcess Dotnet(params string[] arguments) => _feed.Dotnet(Folder, arguments);

    /// <summary>Builds the project and requires that it succeeds.</summary>
    public string Build(params string[] arguments) => PackageFeed.Require(Dotnet(["build", "-v:m", .. arguments])).Output;

    /// <summary>Builds the project and requires that it fails; every error, without the project's own path.</summary>
    public ImmutableArray<string> Errors(params string[] arguments)
    {
        var run = Dotnet(["build", "-v:q", "-clp:ErrorsOnly;NoSummary", .. arguments]);
        Assert.True(run.ExitCode != 0, "the build succeeded\n" + run.Output);
        return [.. ErrorLine().Matches(run.Output.Replace(Folder + "/", "", StringComparison.Ordinal))
            .Select(match => ProjectName().Replace(match.Value.Trim(), ""))];
    }

    /// <summary>Runs what was built.</summary>
    public string Run(string framework, params string[] arguments) =>
        PackageFeed.Require(ChildProcess.Run(ChildProcess.Dotnet, [PathOf($"bin/Debug/{framework}/{Name}.dll"), .. arguments],
            // An older framework than the installed one: the runtime of the machine takes its place.
            new Dictionary<string, string?> { ["DOTNET_ROLL_FORWARD"] = "Major" })).Output;

    [GeneratedRegex(@"^.*\berror\b.*$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@" \[[^\]]*\]$")]
    private static partial Regex ProjectName();
}
