// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.IR;
using BnnCompiler.Ops;
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

    [Fact]
    public void Large_weights_lie_beside_the_sources()
    {
        string model = _folder.Write("wide.bnn", Encoding.UTF8.GetBytes(BnnPrinter.Print(Wide())));
        string output = Bnnc.Done(["compile", model, "-o", _folder["out"]]).Output;
        Assert.EndsWith("<EmbeddedResource Include=\"Wide.weights\" LogicalName=\"bnn.wide.weights\" />\n", output, StringComparison.Ordinal);
        byte[] weights = File.ReadAllBytes(Path.Combine(_folder["out"], "Wide.weights"));

        // The 129 words of each of 1032 outputs, of which the first eight lie interleaved.
        Assert.Equal(64 + (129 * 8 * 1032), weights.Length);
        Assert.Equal("BNNW"u8, weights.AsSpan(0, 4));
        string code = File.ReadAllText(Path.Combine(_folder["out"], "Wide.Weights.g.cs"));
        Assert.Contains("\"bnn.wide.weights\", 1065088, 0x" + Convert.ToHexString([.. weights[8..16].Reverse()]), code, StringComparison.Ordinal);
        Bnnc.Done(["verify", model, "--samples", "2", "--no-native"]);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One layer of 8200 inputs and 1032 outputs, all different.</summary>
    private static Graph Wide()
    {
        const int Inputs = 8200, Outputs = 1032;
        var input = new Input(new(ElementType.Float32, new(1, Inputs))).Named("x", null);
        var weights = Enumerable.Range(0, Inputs * Outputs).Select(i => ((ulong)i * 0x9E3779B97F4A7C15UL) >> 63 == 0 ? 1f : -1f);
        var constant = new Constant(Tensor.Of(new Shape(Outputs, Inputs), [.. weights])).Named("w", null);
        return new("wide", [input], [new Dense(new Sign(input, 1).Named("signs", null), constant).Named("scores", null)]);
    }

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
