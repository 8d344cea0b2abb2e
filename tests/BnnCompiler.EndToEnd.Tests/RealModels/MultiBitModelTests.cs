// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>TFC's siblings have activations or weights of two bits: they are refused by name, not computed wrongly.</summary>
public class MultiBitModelTests
{
    [SharedFileFact("models/tfc_w1a1/TFC_1W2A.onnx", Mnist.First1000)]
    public void Activations_of_two_bits_are_refused() => AssertRefused("models/tfc_w1a1/TFC_1W2A.onnx");

    [SharedFileFact("models/tfc_w1a1/TFC_2W2A.onnx", Mnist.First1000)]
    public void Weights_of_two_bits_are_refused() => AssertRefused("models/tfc_w1a1/TFC_2W2A.onnx");

    private static void AssertRefused(string model)
    {
        using var folder = new TestFolder();
        var run = Bnnc.Run("run", Mnist.At(model), "--input-scale", "1/255", "--input", Mnist.At(Mnist.First1000), "--output", folder["scores.npy"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error BNN1011 at node 'Quant_13': Quant is a 2-bit signed quantizer", run.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.Content);
    }
}
