// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using Xunit.Sdk;

namespace BnnCompiler.Tests.FileTests;

public class FileTestTests
{
    private const string Graph = "bnn 1\ngraph g\n  input %x : float32[2]\n  %y = sign(%x) {zero=1} : float32[2]\n  return %y\n";

    [Fact]
    public void A_difference_is_shown_by_its_first_line()
    {
        var test = new FileTest("t.bnn", "; test parse\n" + Graph + "; expect\n;   bnn 1\n;   graph h\n");
        Assert.Equal("line 2\n  expected: graph h\n  found:    graph g", test.Mismatch(FileTestRunner.Run(test)));
    }

    [Fact]
    public void A_missing_expectation_is_a_failure_and_can_be_blessed()
    {
        var test = new FileTest("t.bnn", "; test verify stage=imported\n" + Graph);
        var outcome = FileTestRunner.Run(test);
        Assert.Contains("BNN_BLESS", test.Mismatch(outcome), StringComparison.Ordinal);
        Assert.Equal("; test verify stage=imported\n" + Graph + "; expect\n;   valid\n", test.WithExpectation(outcome));
    }

    [Fact]
    public void A_blessed_test_passes_and_is_blessed_to_the_same_text()
    {
        foreach (string command in new[] { "parse", "pass=keep-everything", "verify stage=packed", "verify stage=imported" })
        {
            var outcome = FileTestRunner.Run(new("t.bnn", $"; test {command}\n{Graph}; expect\n;   old\n"));
            string blessed = new FileTest("t.bnn", $"; test {command}\n{Graph}; expect\n;   old\n").WithExpectation(outcome);
            var again = new FileTest("t.bnn", blessed);
            Assert.Null(again.Mismatch(FileTestRunner.Run(again)));
            Assert.Equal(blessed, again.WithExpectation(FileTestRunner.Run(again)));
        }
    }

    [Fact]
    public void An_error_is_told_apart_by_code_and_text()
    {
        var outcome = new FileTestOutcome("", new Diagnostic("BNN0002", DiagnosticSeverity.Error, "the type is wrong", "t.bnn(3,1)"));
        Assert.Null(Expecting("; error BNN0002 type is").Mismatch(outcome));
        Assert.NotNull(Expecting("; error BNN0002 shape").Mismatch(outcome));
        Assert.NotNull(Expecting("; error BNN0001 type is").Mismatch(outcome));
        Assert.NotNull(Expecting("; expect").Mismatch(outcome));
        Assert.NotNull(Expecting("; error BNN0002").Mismatch(new("valid\n")));
    }

    [Fact]
    public void A_pass_that_changes_the_meaning_fails()
    {
        var test = new FileTest("t.bnn", "; test pass=drop-the-sign\n" + Graph);
        Assert.ThrowsAny<XunitException>(() => FileTestRunner.Run(test));
        FileTestRunner.Run(new("t.bnn", "; test pass=drop-the-sign meaning=changes\n" + Graph));
    }

    [Theory]
    [InlineData("bnn 1\n", "the first line is 'bnn 1'")]
    [InlineData("; test pass=no-such-pass\n" + Graph, "drop-the-sign")]
    [InlineData("; test verify\n" + Graph, "needs stage=")]
    [InlineData("; test prse\n" + Graph, "unknown command 'prse'")]
    public void A_wrong_command_says_what_is_possible(string text, string message)
    {
        var failure = Assert.Throws<FormatException>(() => FileTestRunner.Run(new("t.bnn", text)));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static FileTest Expecting(string expectation) => new("t.bnn", "; test parse\n" + Graph + expectation + "\n");
}
