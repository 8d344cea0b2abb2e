// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Commands;

public class ExportTests
{
    [Theory]
    [InlineData("qonnx")]
    [InlineData("where")]
    public void An_exported_model_gives_the_scores_of_the_file_it_came_from(string dialect)
    {
        using var folder = new TestFolder();
        string model = folder["digits.onnx"], scores = folder["scores.npy"];
        Bnnc.Done(["export", DigitsFiles.Model, .. DigitsFiles.Scale, "--dialect", dialect, "-o", model]);
        Bnnc.Done("run", model, "--input", DigitsFiles.Images, "--output", scores, "--quiet");
        Assert.Equal(File.ReadAllBytes(DigitsFiles.Scores), File.ReadAllBytes(scores));
    }

    [Fact]
    public void An_exported_model_is_the_model_with_its_names_and_its_scale()
    {
        using var folder = new TestFolder();
        string model = folder["digits.onnx"];
        Bnnc.Done(["export", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", model]);
        Assert.Equal(Bnnc.Done(["import", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", "-"]).Output, Bnnc.Done("import", model, "-o", "-").Output);
    }

    [Fact]
    public void A_graph_after_the_passes_is_refused_and_nothing_is_written()
    {
        using var folder = new TestFolder();
        string text = folder["packed.bnn"], model = folder["packed.onnx"];
        File.WriteAllText(text, "bnn 1\ngraph packed\n  input %x : uint8[1, 2]\n  %y = bit_planes(%x) : bit[8, 2]\n  return %y\n");
        var run = Bnnc.Run("export", text, "-o", model);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("BNN1017", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(model));
    }
}
