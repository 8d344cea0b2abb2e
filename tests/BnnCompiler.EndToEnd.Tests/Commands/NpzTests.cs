// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>Networks of the paper's authors as models of the tool.</summary>
public class NpzTests
{
    private const string Architecture = "conv:1x16x16-5C3-MP2-7C3-20-10";

    [Fact]
    public void Text_and_onnx_made_of_it_give_its_scores()
    {
        using var folder = new TestFolder();
        string model = Write(folder), text = folder["net.bnn"];
        Bnnc.Done("import", model, "--arch", Architecture, "-o", text);
        byte[] scores = Scores(folder, model, "--arch", Architecture);

        Assert.StartsWith(
            "bnn 1\ngraph my_net\n  input %pixels : uint8[1, 1, 16, 16] {scale=1/255}", File.ReadAllText(text), StringComparison.Ordinal);
        Assert.Equal(scores, Scores(folder, text));
        Assert.Equal(scores, Scores(folder, text, "--engine", "interpreter"));
        foreach (string dialect in (string[])["qonnx", "where"])
        {
            string onnx = folder[dialect + ".onnx"];
            Bnnc.Done("export", text, "--dialect", dialect, "-o", onnx);
            Assert.Equal(scores, Scores(folder, onnx));
        }
    }

    [Fact]
    public void Every_command_reads_it()
    {
        using var folder = new TestFolder();
        string[] model = [Write(folder), "--arch", Architecture];

        Assert.Contains(
            "all engines give the same bits", Bnnc.Done(["verify", .. model, "--samples", "3", "--no-native"]).Output, StringComparison.Ordinal);
        Assert.Contains("fc2", Bnnc.Done(["inspect", .. model]).Output, StringComparison.Ordinal);
        Bnnc.Done(["compile", .. model, "-o", folder["sources"], "--class", "Net"]);
        Assert.Contains("class Net", File.ReadAllText(folder["sources/Net.g.cs"]), StringComparison.Ordinal);
        Bnnc.Done(["lower", .. model, "-o", folder["low.bnn"]]);
        Assert.StartsWith("bnn 1\ngraph my_net\nstage packed", File.ReadAllText(folder["low.bnn"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_layers_have_to_be_told()
    {
        using var folder = new TestFolder();
        var run = Bnnc.Run("inspect", Write(folder));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(
            "error BNN3003: 'my net.npz' is an .npz archive, which holds parameters and no layers; say what they belong to with --arch, for example "
            + "--arch mlp:784-4096-4096-4096-10", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BNN1018", "the kernel of '5C2' is even", "conv:1x16x16-5C2-MP2-7C3-20-10")]
    [InlineData("BNN1020", "found shape (5, 1, 3, 3); expected (5, 3, 3, 3), (outputs, channels, rows, columns)", "conv:3x16x16-5C3-MP2-7C3-20-10")]
    public void Layers_that_do_not_fit_are_refused(string code, string message, string architecture)
    {
        using var folder = new TestFolder();
        var run = Bnnc.Run("import", Write(folder), "--arch", architecture, "-o", "-");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error {code}", run.Errors, StringComparison.Ordinal);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_of_another_format_is_ignored_with_a_note()
    {
        using var folder = new TestFolder();

        Assert.StartsWith("note BNN3101: --arch is ignored: only an .npz file needs it",
            Bnnc.Done("import", DigitsFiles.Model, "--arch", Architecture, "-o", folder["digits.bnn"]).Errors, StringComparison.Ordinal);
        Assert.StartsWith("note BNN3101: --input-scale is ignored: networks of .npz files read pixels p as 2 p / 255 - 1",
            Bnnc.Done("import", Write(folder), "--arch", Architecture, "--input-scale", "1/255", "-o", folder["net.bnn"]).Errors,
            StringComparison.Ordinal);
    }

    private static byte[] Scores(TestFolder folder, string model, params string[] options)
    {
        string scores = folder["scores.npy"];
        Bnnc.Done(["run", model, .. options, "--input", DigitsFiles.Images, "--output", scores, "--quiet"]);
        return File.ReadAllBytes(scores);
    }

    private static string Write(TestFolder folder)
    {
        var architecture = BinaryNet.Architecture.Parse(Architecture);
        var random = new Random(1);
        var layers = architecture.Layers.Select((layer, i) => new LayerParameters(
            Numbers(architecture.WeightShapeOf(i).Aggregate(1, (count, extent) => count * extent), 1),
            Numbers(layer.Outputs, 3), Numbers(layer.Outputs, 1), Numbers(layer.Outputs, 2), Numbers(layer.Outputs, 5), Numbers(layer.Outputs, 1)));
        return folder.Write("my net.npz", new BinaryNetModel("", architecture, [.. layers], PixelScaling.FromMinusOneToOne).ToNpz());

        float[] Numbers(int count, float greatest) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * 2 * greatest)];
    }
}
