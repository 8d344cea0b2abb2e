// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using BnnCompiler.IR;

namespace BnnCompiler.Tests;

/// <summary>The rules of docs/architecture.md that a program can check.</summary>
public partial class ArchitectureTests
{
    private const int MostLines = 300, MostColumns = 150;

    private static readonly string[] SourceFolders = ["compiler", "runtime", "formats", "training", "tests", "examples", "benchmarks", "tools"];

    /// <summary>Which folders of compiler/BnnCompiler a folder may use. Itself always; files beside the folders may use all.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Diagnostics"] = [],
        ["IR"] = ["Diagnostics"],
        ["Ops"] = ["IR", "Diagnostics"],
        ["Kernels"] = ["IR", "Ops", "Interpreter", "Analysis", "Verification", "Diagnostics"],
        ["Text"] = ["IR", "Ops", "Diagnostics"],
        ["Verification"] = ["IR", "Ops", "Text", "Diagnostics"],
        ["Interpreter"] = ["IR", "Ops"],
        ["Analysis"] = ["IR", "Ops", "Interpreter", "Diagnostics"],
        ["SelfChecking"] = ["IR", "Ops", "Interpreter", "Analysis", "Passes", "Diagnostics"],
        ["Passes"] = ["IR", "Ops", "Kernels", "Text", "Verification", "Interpreter", "Analysis", "Diagnostics"],
        ["Planning"] = ["Diagnostics", "IR", "Ops"],
        ["Targets"] = ["Diagnostics", "Planning", "IR", "Ops", "Kernels"],
    };

    /// <summary>Projects whose folders use each other in a circle, each with its reason. None.</summary>
    private static readonly Dictionary<string, string> KnownCircles = new(StringComparer.Ordinal);

    /// <summary>Files that may be longer than others, each with its reason. Tables only.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal);

    /// <summary>The projects of which something is shipped.</summary>
    public static TheoryData<string> Projects => [.. Sources()
        .Select(file => file.Split('/'))
        .Where(path => path[0] is "compiler" or "runtime" or "training" && path.Length > 2)
        .Select(path => $"{path[0]}/{path[1]}")
        .Distinct()];

    [Fact]
    public void Folders_of_the_compiler_use_only_what_their_rule_allows()
    {
        foreach (string file in Sources().Where(file => file.StartsWith("compiler/BnnCompiler/", StringComparison.Ordinal)))
        {
            string path = file["compiler/BnnCompiler/".Length..];
            if (!path.Contains('/', StringComparison.Ordinal))
                continue;
            string folder = path[..path.IndexOf('/', StringComparison.Ordinal)];
            Assert.True(MayUse.ContainsKey(folder), $"{file}: add the folder '{folder}' and what it may use to ArchitectureTests.cs.");
            foreach (string line in File.ReadLines(SharedFiles.InRepository(file)).Where(IsCode))
            {
                foreach (string used in Namespace().Matches(line).Select(match => match.Groups[1].Value))
                {
                    Assert.True(used == folder || MayUse[folder].Contains(used),
                        $"{file} uses BnnCompiler.{used}; {folder} may use {string.Join(", ", MayUse[folder])}.");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_a_project_use_each_other_in_one_direction(string project)
    {
        var sources = Sources()
            .Where(file => file.StartsWith(project + "/", StringComparison.Ordinal))
            .Select(file => (file[(project.Length + 1)..], File.ReadAllText(SharedFiles.InRepository(file))));
        var circle = new FolderGraph(sources).Circle();
        Assert.True(circle.Count == 0 != KnownCircles.ContainsKey(project), circle.Count == 0
            ? $"{project} has no circle any more: take it out of ArchitectureTests.cs."
            : $"Folders of {project} use each other; move what one of them holds for the other:\n{string.Join('\n', circle)}");
    }

    [Fact]
    public void A_circle_of_folders_is_found_through_usings_and_names()
    {
        const string Usings = "namespace P.A;\nclass One;", Back = "using P.A;\nnamespace P.B;\nclass Two;";
        Assert.Empty(new FolderGraph([("A/One.cs", Usings), ("B/Two.cs", Back)]).Circle());
        Assert.Equal(
            ["A uses B (A/Three.cs)", "B uses A (B/Two.cs)"],
            new FolderGraph([("A/One.cs", Usings), ("B/Two.cs", Back), ("A/Three.cs", "namespace P.A;\nclass Three { B.Two two; }")]).Circle());
        Assert.Equal(
            ["A uses B (A/One.cs)", "B uses A (B/Two.cs)"],
            new FolderGraph([("A/One.cs", "namespace P;\nclass One { Two two; }"), ("B/Two.cs", "namespace P;\nclass Two { One one; }")]).Circle());
    }

    [Fact]
    public void No_folder_is_a_drawer()
    {
        string[] drawers = ["Utils", "Helpers", "Common", "Base"];
        Assert.DoesNotContain(
            Sources(), file => file.Split('/').SkipLast(1).Any(folder => drawers.Contains(folder, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_core_references_nothing_but_the_base_class_library()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.All(typeof(Graph).Assembly.GetReferencedAssemblies(), reference =>
            Assert.True(File.Exists(Path.Combine(framework, reference.Name + ".dll")), $"{reference.Name} is not part of the base class library."));
    }

    [Fact]
    public void Every_file_starts_with_its_license() =>
        Assert.All(Sources(), file => Assert.Equal("// SPDX-License-Identifier: MIT", File.ReadLines(SharedFiles.InRepository(file)).First()));

    [Fact]
    public void No_file_is_too_long_to_read() =>
        Assert.All(Sources().Where(file => !LongFiles.ContainsKey(file)), file =>
        {
            int lines = File.ReadLines(SharedFiles.InRepository(file)).Count();
            Assert.True(lines <= MostLines, $"{file} has {lines} lines; split it, or list it in ArchitectureTests.cs with the reason.");
        });

    /// <summary>What stands in raw strings is text of another file, which has its own rules.</summary>
    [Fact]
    public void No_line_is_too_wide_to_read() =>
        Assert.All(Sources(), file =>
        {
            bool isRaw = false;
            int number = 0;
            foreach (string line in File.ReadLines(SharedFiles.InRepository(file)))
            {
                number++;
                bool changes = (line.Split("\"\"\"").Length & 1) == 0;
                Assert.True(line.Length <= MostColumns || isRaw || changes, $"{file}:{number} has {line.Length} columns; break it at {MostColumns}.");
                isRaw ^= changes;
            }
        });

    /// <summary>All C# sources, by their path from the root.</summary>
    private static List<string> Sources() =>
        [.. SourceFolders
            .Select(SharedFiles.InRepository)
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(SharedFiles.RepositoryRoot, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "artifacts") && !Snapshot().IsMatch(file))
            .Order(StringComparer.Ordinal)];

    private static bool IsCode(string line) =>
        !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("namespace ", StringComparison.Ordinal);

    [GeneratedRegex(@"^using (?:\w+ = )?BnnCompiler\.([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\.(verified|received)\.")]
    private static partial Regex Snapshot();
}
