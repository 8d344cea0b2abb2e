// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>On corner cases and random images, which no test set has, all engines agree on the networks that others trained.</summary>
public class VerifyTests
{
    [SharedFileFact(Mnist.Tfc)]
    public void Tfc_is_the_same_in_all_engines() => AssertEqualEngines(Mnist.Tfc, "--input-scale", "1/255", "--samples", "200");

    [SharedFileFact(Mnist.Lfc)]
    public void Lfc_is_the_same_in_all_engines() => AssertEqualEngines(Mnist.Lfc, "--input-scale", "1/255", "--samples", "200");

    [SharedFileFact(Mnist.FinnDataflow + "_model.onnx")]
    public void The_dataflow_model_is_the_same_in_all_engines() =>
        AssertEqualEngines(Mnist.FinnDataflow + "_model.onnx", "--input-scale", "1", "--samples", "200");

    [SharedFileFact(Mnist.FinnFlow + "_model.onnx")]
    public void The_flow_model_on_floats_is_the_same_in_all_engines() => AssertEqualEngines(Mnist.FinnFlow + "_model.onnx", "--samples", "200");

    private static void AssertEqualEngines(string model, params string[] options)
    {
        var run = Bnnc.Done(["verify", Mnist.At(model), "--no-native", .. options]);
        Assert.EndsWith("all engines give the same bits\n", run.Output, StringComparison.Ordinal);
    }
}
