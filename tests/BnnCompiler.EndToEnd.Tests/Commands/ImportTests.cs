// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Commands;

public class ImportTests
{
    [Fact]
    public void An_imported_model_gives_the_scores_of_the_file_it_came_from()
    {
        using var folder = new TestFolder();
        string model = folder["digits.bnn"], scores = folder["scores.npy"];
        Bnnc.Done(["import", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", model]);
        var run = Bnnc.Done("run", model, "--input", DigitsFiles.Images, "--labels", DigitsFiles.Labels, "--output", scores, "--quiet");
        Assert.Equal(File.ReadAllBytes(DigitsFiles.Scores), File.ReadAllBytes(scores));
        Assert.EndsWith("accuracy 97.00 % (970 of 1000)\n", run.Errors, StringComparison.Ordinal);

        // What was printed reads as what it was printed from.
        Assert.Equal(File.ReadAllText(model), Bnnc.Done("import", model, "-o", "-").Output);
    }

    [Fact]
    public void Standard_output_gets_what_a_file_would()
    {
        using var folder = new TestFolder();
        var run = Bnnc.Done("import", DigitsFiles.Model, "-o", "-");
        Assert.StartsWith("bnn 1\ngraph digits\n  input %pixels : float32[1, 1, 16, 16]", run.Output, StringComparison.Ordinal);
        Bnnc.Done("import", DigitsFiles.Model, "-o", folder["digits.bnn"]);
        Assert.Equal(File.ReadAllText(folder["digits.bnn"]), run.Output);
    }
}
