// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace BnnCompiler.Packaging.Tests;

/// <summary>What lies in the packages, and what a user's project gets with them.</summary>
[Collection(PackageTests.Name)]
public class PackageContentTests(PackageFeed feed)
{
    private static readonly string[] Shared = ["README.md", "icon.png"];

    [Theory]
    [InlineData("BnnCompiler", "net10.0: BnnCompiler.Runtime; net8.0: BnnCompiler.Runtime")]
    [InlineData("BnnCompiler.Runtime", "net10.0: ; net8.0: ")]
    [InlineData("BnnCompiler.Tensors", "net10.0: BnnCompiler.Runtime, System.Numerics.Tensors; net8.0: BnnCompiler.Runtime, System.Numerics.Tensors")]
    [InlineData("BnnCompiler.Tool", "")]
    [InlineData("BnnCompiler.Templates", "")]
    public void A_package_depends_on_nothing_else(string package, string expected)
    {
        var nuspec = Nuspec(package);
        var groups = nuspec.Descendants().Where(element => element.Name.LocalName == "group")
            .Select(group => $"{group.Attribute("targetFramework")!.Value}: "
                + string.Join(", ", group.Elements().Select(dependency => dependency.Attribute("id")!.Value)))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join("; ", groups));
    }

    [Theory]
    [InlineData("BnnCompiler")]
    [InlineData("BnnCompiler.Runtime")]
    [InlineData("BnnCompiler.Tensors")]
    [InlineData("BnnCompiler.Tool")]
    [InlineData("BnnCompiler.Templates")]
    public void A_package_introduces_itself(string package)
    {
        string Of(string name) => Nuspec(package).Descendants().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal(("MIT", "icon.png", "README.md", PackageFeed.Version), (Of("license"), Of("icon"), Of("readme"), Of("version")));
        Assert.InRange(Of("description").Length, 20, 200);
        Assert.Superset(Shared.ToHashSet(StringComparer.Ordinal), Files(package).ToHashSet(StringComparer.Ordinal));
        Assert.StartsWith($"# {package}\n", Text(package, "README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_of_a_project_has_generator_targets_and_tool_and_no_library()
    {
        string[] files = Files("BnnCompiler");
        Assert.Equal(["analyzers/dotnet/cs/BnnCompiler.SourceGenerator.dll", "analyzers/dotnet/cs/BnnCompiler.dll"],
            files.Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal)));
        Assert.Equal(
            ["build/BnnCompiler.props", "build/BnnCompiler.targets"], files.Where(file => file.StartsWith("build/", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "BnnCompiler.BinaryNet.dll", "BnnCompiler.Onnx.dll", "BnnCompiler.Runtime.dll", "BnnCompiler.dll", "Google.Protobuf.dll",
                "Microsoft.CodeAnalysis.CSharp.dll", "Microsoft.CodeAnalysis.dll", "Spectre.Console.Ansi.dll", "Spectre.Console.dll",
                "System.CommandLine.dll", "bnnc.deps.json", "bnnc.dll", "bnnc.runtimeconfig.json",
            ],
            files.Where(file => file.StartsWith("tools/", StringComparison.Ordinal)).Select(file => file["tools/net10.0/".Length..]));
        Assert.DoesNotContain(files, file => file.StartsWith("lib/", StringComparison.Ordinal)
            || file.EndsWith(".pdb", StringComparison.Ordinal)
            || file.EndsWith(".xml", StringComparison.Ordinal) && file.StartsWith("tools/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BnnCompiler.Runtime")]
    [InlineData("BnnCompiler.Tensors")]
    public void A_library_has_documentation_for_both_frameworks_and_symbols(string package)
    {
        Assert.Equal(
            [$"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml", $"lib/net8.0/{package}.dll", $"lib/net8.0/{package}.xml"],
            Files(package).Where(file => file.StartsWith("lib/", StringComparison.Ordinal)));
        using var symbols = ZipFile.OpenRead(Path.Combine(feed.Folder, $"{package}.{PackageFeed.Version}.snupkg"));
        Assert.Equal(
            [$"lib/net10.0/{package}.pdb", $"lib/net8.0/{package}.pdb"],
            symbols.Entries.Select(entry => entry.FullName)
                .Where(name => name.EndsWith(".pdb", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Packing_again_gives_the_same_bytes()
    {
        string again = Path.Combine(feed.Root, "again");
        foreach (string project in (string[])["runtime/BnnCompiler.Runtime", "packaging/BnnCompiler", "packaging/BnnCompiler.Templates"])
            PackageFeed.Require(feed.Pack(project, again));
        foreach (string package in (string[])["BnnCompiler.Runtime", "BnnCompiler", "BnnCompiler.Templates"])
        {
            string name = $"{package}.{PackageFeed.Version}.nupkg";
            Assert.Equal(Content(Path.Combine(feed.Folder, name)), Content(Path.Combine(again, name)));
        }
    }

    [Fact]
    public void A_library_was_compiled_deterministically()
    {
        using var package = ZipFile.OpenRead(PathOf("BnnCompiler.Runtime"));
        using var stream = new MemoryStream();
        using (var entry = package.GetEntry("lib/net8.0/BnnCompiler.Runtime.dll")!.Open())
            entry.CopyTo(stream);
        stream.Position = 0;
        using var assembly = new PEReader(stream);
        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    private static (string Name, string Bytes)[] Content(string file)
    {
        using var package = ZipFile.OpenRead(file);
        return [.. package.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return (entry.FullName, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray())));
        })];
    }

    private string PathOf(string package) => Path.Combine(feed.Folder, $"{package}.{PackageFeed.Version}.nupkg");

    private string[] Files(string package)
    {
        using var archive = ZipFile.OpenRead(PathOf(package));
        return [.. archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    private string Text(string package, string file)
    {
        using var archive = ZipFile.OpenRead(PathOf(package));
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    private XDocument Nuspec(string package) => XDocument.Parse(Text(package, package + ".nuspec"));
}
