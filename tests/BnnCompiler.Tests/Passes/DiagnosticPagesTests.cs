// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using BnnCompiler.Tests.FileTests;

namespace BnnCompiler.Tests.Passes;

/// <summary>The examples on the pages of what a pass reports, compared with what the file tests of the passes print.</summary>
public partial class DiagnosticPagesTests
{
    [Theory]
    [InlineData("BNN2001")]
    [InlineData("BNN2002")]
    [InlineData("BNN2003")]
    [InlineData("BNN2004")]
    [InlineData("BNN2005")]
    [InlineData("BNN2007")]
    [InlineData("BNN2101")]
    [InlineData("BNN2102")]
    [InlineData("BNN2103")]
    public void A_page_shows_the_message_up_to_names_and_numbers(string code)
    {
        string example = File.ReadLines(SharedFiles.InRepository($"docs/diagnostics/{code}.md"))
            .Single(line => line.StartsWith("    ", StringComparison.Ordinal) && line.Contains($" {code} at ", StringComparison.Ordinal));
        Assert.Contains(Form(example.Trim()), Printed().Select(Form));
    }

    private static IEnumerable<string> Printed()
    {
        foreach (string file in Directory.EnumerateFiles(
            SharedFiles.InRepository("tests/BnnCompiler.Tests/FileTests"), "*.bnn", SearchOption.AllDirectories))
        {
            var test = new FileTest(Path.GetFileName(file), File.ReadAllText(file));
            if (test.Command.Verb != "pass")
                continue;
            var outcome = FileTestRunner.Run(test);
            foreach (string line in outcome.Text.Split('\n').Append(outcome.Fault?.ToString() ?? ""))
                yield return line;
        }
    }

    private static string Form(string message) => NamesAndNumbers().Replace(message, "_");

    [GeneratedRegex(@"'[^']*'|-?\b[0-9]+(\.[0-9]+)?(, [0-9]+)*\b")]
    private static partial Regex NamesAndNumbers();
}
