// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Tests;

public class DiagnosticsTests
{
    public static TheoryData<string, string> Entries
    {
        get
        {
            var entries = new TheoryData<string, string>();
            foreach (var entry in DiagnosticCatalog.All)
                entries.Add(entry.Code, entry.Title);
            return entries;
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_code_has_a_page(string code, string title)
    {
        string page = SharedFiles.InRepository($"docs/diagnostics/{code}.md");
        Assert.True(File.Exists(page), $"docs/diagnostics/{code}.md is missing.");
        Assert.Equal($"# {code}: {title}", File.ReadLines(page).First(line => line.StartsWith('#')));
    }

    [Fact]
    public void Every_page_is_of_a_code_that_exists() =>
        Assert.All(Directory.EnumerateFiles(SharedFiles.InRepository("docs/diagnostics"), "BNN*.md").Select(Path.GetFileNameWithoutExtension),
            page => Assert.Contains(DiagnosticCatalog.All, entry => entry.Code == page));

    /// <summary>A test names the code it expects, or its entry of the catalogue; a page or the list above is no test.</summary>
    [Fact]
    public void Every_code_is_raised_by_a_test()
    {
        string self = SharedFiles.InRepository("tests/BnnCompiler.Tests/DiagnosticsTests.cs");
        string tests = string.Concat(Directory.EnumerateFiles(SharedFiles.InRepository("tests"), "*.*", SearchOption.AllDirectories)
            .Where(file => (file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".bnn", StringComparison.Ordinal)) && file != self)
            .Select(File.ReadAllText));
        var unraised = typeof(DiagnosticCatalog).GetFields()
            .Where(field => field.GetValue(null) is DiagnosticDescriptor entry
                && !tests.Contains(entry.Code, StringComparison.Ordinal)
                && !tests.Contains("DiagnosticCatalog." + field.Name + ".", StringComparison.Ordinal))
            .Select(field => field.Name);
        Assert.Empty(unraised);
    }

    [Fact]
    public void Codes_are_unique_and_ascend()
    {
        string[] codes = [.. DiagnosticCatalog.All.Select(entry => entry.Code)];
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
        Assert.All(codes, code => Assert.Matches("^BNN[0-3][0-9]{3}$", code));
    }

    [Fact]
    public void The_catalogue_lists_every_entry_it_declares() =>
        Assert.Equal(
            typeof(DiagnosticCatalog).GetFields().Where(field => field.FieldType == typeof(DiagnosticDescriptor))
                .Select(field => field.GetValue(null)).ToHashSet(),
            DiagnosticCatalog.All.Cast<object?>().ToHashSet());
}
