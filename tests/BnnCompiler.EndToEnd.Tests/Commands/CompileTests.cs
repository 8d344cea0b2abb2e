// SPDX-License-Identifier: MIT
using BnnCompiler.Passes;
using BnnCompiler.Tests;
using BnnCompiler.Text;

namespace BnnCompiler.EndToEnd.Tests.Commands;

public sealed class CompileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void The_sources_depend_on_the_model_alone()
    {
        var expected = Compile("first", []);
        Assert.Equal(["Digits.Weights.g.cs", "Digits.g.cs"], expected.Keys.Order(StringComparer.Ordinal));
        foreach (string language in (string[])["sv_SE.UTF-8", "fa_IR.UTF-8"])
        {
            Assert.Equal(expected, Compile(language,
            [
                new("LANG", language), new("LC_ALL", language), new("TZ", "Asia/Kathmandu"), new("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0"),
            ]));
        }

        Assert.All(expected.Values, source => Assert.DoesNotContain('\r', source));
        Assert.All(expected.Values, source => Assert.DoesNotContain(SharedFiles.RepositoryRoot, source, StringComparison.Ordinal));
        Assert.All(expected.Values, source => Assert.DoesNotContain("digits.onnx", source, StringComparison.Ordinal));
    }

    [Fact]
    public void A_graph_after_any_pass_parses_and_prints_as_itself()
    {
        string output = Bnnc.Done(["compile", DigitsFiles.Model, .. DigitsFiles.Scale, "--print-after", "all"]).Output;
        string[] graphs = output.Split("; after ")[1..];
        Assert.Equal(["import", .. Pipeline.Passes.Select(pass => pass.Name)], graphs.Select(graph => graph.Split('\n')[0]));
        Assert.All(graphs, graph =>
        {
            string text = graph[(graph.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            Assert.Equal(text, BnnPrinter.Print(BnnParser.Parse(text, "printed")));
        });
    }

    [Fact]
    public void One_pass_is_printed_alone()
    {
        string output = Bnnc.Done(["compile", DigitsFiles.Model, .. DigitsFiles.Scale, "--print-after", "binarize-layers"]).Output;
        Assert.StartsWith("; after binarize-layers\nbnn 1\n", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), line => line.StartsWith("; after", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Compiles a copy of the model, by a relative path, in a folder of its own.</summary>
    private Dictionary<string, string> Compile(string name, KeyValuePair<string, string?>[] environment)
    {
        var folder = Directory.CreateDirectory(_folder[name]);
        File.Copy(DigitsFiles.Model, Path.Combine(folder.FullName, "digits.onnx"));
        var run = Bnnc.RunIn(folder.FullName, environment, ["compile", "digits.onnx", .. DigitsFiles.Scale, "-o", "out"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        return folder.EnumerateFiles("out/*").ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName));
    }
}
