// SPDX-License-Identifier: MIT
using BnnCompiler.Tests;
using Microsoft.CodeAnalysis;

namespace BnnCompiler.SourceGenerator.Tests;

/// <summary>Whatever is wrong, a user gets one error, with its code and its place, and no second one from code that uses the class.</summary>
public class DiagnosticTests
{
    private const string User = """
        namespace My.Models;
        internal static class User { public static int Use(byte[] pixels, float[] scores) { Tiny.Run(pixels, scores); return Tiny.Classify(pixels) + Tiny.InputLength + Tiny.ClassCount; } }
        """;

    [Theory]
    [InlineData("bnn 1\ngraph tiny\n  input %x : uint8[1, 4]\n  return %y\n", "BNN0001", 3, 10)]
    [InlineData("", "BNN0001", 0, 0)]
    [InlineData("\0\u0001\u0002", "BNN0001", 0, 0)]
    [InlineData("bnn 9\n", "BNN0003", 0, 4)]
    [InlineData("bnn 1\ngraph tiny\nstage packed\n  input %x : float32[1, 4]\n  %w = constant [1, 1, 1, 1] : float32[1, 4]\n"
        + "  %y = dense(%x, %w) : float32[1, 1]\n  return %y\n", "BNN0004", 0, 0)]
    [InlineData("bnn 1\ngraph tiny\n  input %x : int32[1, 4]\n  %y = to_float(%x) : float32[1, 4]\n  return %y\n", "BNN2006", 0, 0)]
    public void A_network_that_cannot_be_compiled_is_one_error(string text, string code, int line, int column)
    {
        var run = new GeneratorRun().Source("User.cs", User).Model("obj/tiny.bnn", text).Run();
        var fault = Assert.Single(run.Result.Diagnostics);
        Assert.Equal((code, DiagnosticSeverity.Error, $"docs/diagnostics/{code}.md"), (fault.Id, fault.Severity, fault.Descriptor.HelpLinkUri));
        var place = fault.Location.GetLineSpan();
        Assert.Equal(("obj/tiny.bnn", line, column), (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character));
        Assert.Empty(run.Compile());
    }

    [Fact]
    public void A_model_that_was_not_lowered_is_one_error_in_its_own_file()
    {
        const string Refusal = "bnn refused\nBNN1008 \"/src/Models/net.onnx\" 1 1 \"at node 'lstm': found LSTM\"\n";
        var run = new GeneratorRun().Source("User.cs", User).Model("obj/tiny.bnn", Refusal).Run();
        AssertFault(run, "BNN1008", "/src/Models/net.onnx", "at node 'lstm': found LSTM");
        Assert.Empty(run.Compile());
    }

    [Theory]
    [InlineData("bnn refused\n")]
    [InlineData("bnn refused\nBNN9999 \"a\" 1 1 \"b\"\n")]
    [InlineData("bnn refused\nBNN1008 \"a\" 1 1 \"b\n")]
    public void A_refusal_that_is_none_is_one_error(string text) =>
        AssertFault(new GeneratorRun().Source("User.cs", User).Model("obj/tiny.bnn", text).Run(), "BNN0001", "obj/tiny.bnn", "");

    [Theory]
    [InlineData("BnnNamespace", "My..Models", "My.Models", true)]
    [InlineData("BnnNamespace", "", "My.Models", false)]
    [InlineData("BnnNamespace", "My.class", "My.Models", true)]
    [InlineData("BnnNamespace", "My.Binarize", "'Binarize', which the generated code uses itself", false)]
    [InlineData("BnnClass", "2nd", "such as Mnist", false)]
    [InlineData("BnnClass", "A; class B", "such as Mnist", false)]
    [InlineData("BnnClass", "MemoryMarshal", "which the generated code uses itself", false)]
    [InlineData("BnnAccessibility", "private", "public or internal", true)]
    public void A_name_that_no_class_has_is_one_error(string metadata, string value, string expected, bool hasStub)
    {
        (string, string)[] named =
        [
            ("BnnModel", "true"),
            .. metadata == "BnnNamespace" ? [] : (ReadOnlySpan<(string, string)>)[("BnnNamespace", "My.Models")],
            (metadata, value),
        ];
        var run = new GeneratorRun().File("obj/tiny.bnn", Networks.Dense(), named).Run();
        AssertFault(run, "BNN2201", "obj/tiny.bnn", expected);
        Assert.Equal(hasStub ? 1 : 0, run.Files.Count);
        Assert.All(run.Files.Values, text => Assert.Contains("The network could not be compiled", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_namespace_with_a_slip_of_the_pen_is_one_error()
    {
        var run = new GeneratorRun().Source("User.cs", User)
            .File("obj/tiny.bnn", Networks.Dense(), ("BnnModel", "true"), ("BnnNamespace", "My..Models")).Run();
        AssertFault(run, "BNN2201", "obj/tiny.bnn", "found the namespace 'My..Models'");
        Assert.Empty(run.Compile());
    }

    [Fact]
    public void Two_networks_for_one_class_are_one_error()
    {
        var run = new GeneratorRun().Model("obj/b/tiny.bnn", Networks.Dense())
            .Model("obj/a/tiny.bnn", Networks.Dense("second"), ("BnnClass", "Tiny")).Run();
        AssertFault(run, "BNN2202", "obj/b/tiny.bnn", "give one of them another ClassName");
        Assert.Empty(run.Compile());
        Assert.Contains("'second'", run.Files["My.Models.Tiny.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_that_differ_in_case_only_are_one_error()
    {
        var run = new GeneratorRun().Model("obj/a/tiny.bnn", Networks.Dense())
            .Model("obj/b/tiny2.bnn", Networks.Dense("second"), ("BnnClass", "TINY")).Run();
        AssertFault(run, "BNN2202", "obj/b/tiny2.bnn", "give one of them another ClassName");
        Assert.Empty(run.Compile());
    }

    [Theory]
    [InlineData("namespace N { [BnnModel(\"tiny.bnn\")] static class Mine { } }", "is not partial")]
    [InlineData("namespace N { [BnnModel(\"tiny.bnn\")] sealed partial class Mine { } }", "is not static")]
    [InlineData("namespace N { [BnnModel(\"tiny.bnn\")] static partial class Mine<T> { } }", "has type parameters")]
    [InlineData("namespace N { static partial class Outer { [BnnModel(\"tiny.bnn\")] static partial class Mine { } } }", "is nested")]
    [InlineData("[BnnModel(\"tiny.bnn\")] static partial class Mine { }", "stands in no namespace")]
    public void A_class_that_cannot_be_completed_is_one_error(string declaration, string expected)
    {
        var run = new GeneratorRun().Source("Mine.cs", "using BnnCompiler.Runtime;\n" + declaration).Model("tiny.bnn", Networks.Dense()).Run();
        AssertFault(run, "BNN2203", "Mine.cs", expected);
        Assert.Empty(run.Files);
        Assert.Empty(run.Compile());
    }

    [Theory]
    [InlineData("iny.bnn")]
    [InlineData("")]
    [InlineData("b/tiny.bnn")]
    public void A_class_of_an_unknown_file_is_one_error(string file)
    {
        var run = new GeneratorRun()
            .Source("Mine.cs", $$"""
                using BnnCompiler.Runtime;
                namespace N;
                [BnnModel("{{file}}")] static partial class Mine;
                static class User { public static int Use(float[] values) => Mine.Classify(values); }
                """)
            .Model("a/tiny.bnn", Networks.Dense())
            .Run();
        AssertFault(run, "BNN2204", "Mine.cs", $"found no network '{file}'");
        Assert.Empty(run.Compile());
    }

    /// <summary>The list that users of an analyzer read: which release brought which code.</summary>
    [Fact]
    public void Every_code_of_the_catalogue_is_in_the_list_of_releases()
    {
        var listed = ((IEnumerable<string>)["Shipped", "Unshipped"])
            .SelectMany(kind => File.ReadLines(SharedFiles.InRepository($"compiler/BnnCompiler.SourceGenerator/AnalyzerReleases.{kind}.md")))
            .Where(line => line.StartsWith("BNN", StringComparison.Ordinal));
        var expected = BnnCompiler.Diagnostics.DiagnosticCatalog.All.Select(entry =>
            $"{entry.Code} | BnnCompiler | "
            + $"{(entry.Severity == BnnCompiler.Diagnostics.DiagnosticSeverity.Note ? "Info" : entry.Severity.ToString())} | {entry.Title}");
        Assert.Equal(expected, listed);
    }

    [Fact]
    public void Notes_do_not_stop_a_build()
    {
        // The third hidden bit is +1 for every input.
        string text = Networks.Dense().Replace(
            "%hidden = sign(%sums)",
            "%shift = constant [0, 0, 9] : float32[3]\n  %shifted = add(%sums, %shift) : float32[1, 3]\n  %hidden = sign(%shifted)",
            StringComparison.Ordinal);
        var run = new GeneratorRun().Model("tiny.bnn", text).Run();
        Assert.All(run.Result.Diagnostics, note => Assert.Equal(DiagnosticSeverity.Info, note.Severity));
        Assert.Contains(run.Result.Diagnostics, note => note.Id == "BNN2102");
        Assert.Equal(2, run.Files.Count);
    }

    private static void AssertFault(GeneratorRun run, string code, string path, string expected)
    {
        var fault = Assert.Single(run.Result.Diagnostics);
        Assert.Equal((code, path), (fault.Id, fault.Location.GetLineSpan().Path));
        Assert.Contains(expected, fault.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
