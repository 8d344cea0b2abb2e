// SPDX-License-Identifier: MIT
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>The option <c>--kernels</c>: other kernels, the same scores.</summary>
public class KernelsOptionTests
{
    private static readonly string[] Values = ["auto", "xnor", "rows", "pixels"];

    [Theory]
    [InlineData("mnist-mlp")]
    [InlineData("mnist-cnn")]
    public void Every_choice_gives_the_same_scores(string network)
    {
        using var folder = new TestFolder();
        string model = SharedFiles.InRepository($"examples/models/{network}/{network}.bnn"), images = folder["digits.idx3-ubyte"];
        File.WriteAllBytes(images, FewOf(File.ReadAllBytes(SharedFiles.InRepository("examples/models/samples/digits-images.idx3-ubyte")), 5));
        byte[][] scores = [.. Values.Select(value => Scores(folder, model, images, "--kernels", value)), Scores(folder, model, images)];
        Assert.All(scores[1..], found => Assert.Equal(scores[0], found));
    }

    [Theory]
    [InlineData("xnor", "xnor_threshold", "xnor_conv_threshold")]
    [InlineData("rows", "sliced_threshold", "sliced_conv_threshold")]
    [InlineData("pixels", "xnor_threshold", "pixel_conv_threshold")]
    public void A_choice_is_that_of_every_layer_that_can_have_it(string value, string dense, string convolution)
    {
        using var folder = new TestFolder();
        string model = SharedFiles.InRepository("examples/models/mnist-cnn/mnist-cnn.bnn");
        Bnnc.Done("lower", model, "--kernels", value, "-o", folder["lowered.bnn"]);
        string[] kernels = ["xnor_threshold", "sliced_threshold", "xnor_conv_threshold", "sliced_conv_threshold", "pixel_conv_threshold"];
        string text = File.ReadAllText(folder["lowered.bnn"]);
        Assert.Equal([dense, convolution], kernels.Where(kernel => text.Contains($" = {kernel}(", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("compile MODEL -o x --target c --kernels rows", "--kernels belongs to the C# target")]
    [InlineData("build MODEL -o x --target c --kernels auto", "--kernels belongs to the C# target")]
    [InlineData("inspect MODEL --target c --kernels xnor", "--kernels belongs to the C# target")]
    [InlineData("run MODEL --input x --engine c --kernels rows", "--kernels belongs to the C# target")]
    [InlineData("run MODEL --input x --kernels sliced", "'sliced' not recognized. Must be one of: 'auto' 'xnor' 'rows' 'pixels'")]
    [InlineData("verify MODEL --kernels", "'--kernels'")]
    public void A_choice_that_cannot_be_is_refused(string line, string expected)
    {
        using var folder = new TestFolder();
        var run = Bnnc.RunIn(folder["."], [], [.. line.Split(' ').Select(word => word == "MODEL" ? DigitsFiles.Model : word)]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.Content);
    }

    private static byte[] Scores(TestFolder folder, string model, string images, params string[] more)
    {
        Bnnc.Done(["run", model, "--input", images, "-o", folder["scores.npy"], .. more]);
        return File.ReadAllBytes(folder["scores.npy"]);
    }

    /// <summary>
    /// The first images of an idx file, whose header has four numbers: magic, count, rows and columns, the most significant byte first.
    /// </summary>
    private static byte[] FewOf(byte[] idx, byte count)
    {
        int pixels = ((idx[10] << 8) + idx[11]) * ((idx[14] << 8) + idx[15]);
        return [.. idx[..4], 0, 0, 0, count, .. idx[8..(16 + (count * pixels))]];
    }
}
