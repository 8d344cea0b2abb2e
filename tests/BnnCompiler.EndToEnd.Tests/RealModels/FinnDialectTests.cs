// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>TFC once more, in the dialect of another compiler, with that compiler's own example and answer.</summary>
public class FinnDialectTests
{
    [SharedFileFact(Mnist.FinnDataflow + "_model.onnx", Mnist.FinnDataflow + "_input.npy", Mnist.FinnDataflow + "_expected_output.npy")]
    public void The_dataflow_model_answers_its_authors_examples_as_they_say() => AssertAuthorsAnswer(Mnist.FinnDataflow);

    [SharedFileFact(Mnist.FinnFlow + "_model.onnx", Mnist.FinnFlow + "_input.npy", Mnist.FinnFlow + "_expected_output.npy")]
    public void The_flow_model_answers_its_authors_example_as_they_say() => AssertAuthorsAnswer(Mnist.FinnFlow);

    [SharedFileFact(Mnist.FinnDataflow + "_model.onnx", Mnist.Images, Mnist.TfcClasses)]
    public void The_dataflow_model_classifies_all_test_images_as_tfc_does() => AssertClassifiesAsTfc(Mnist.FinnDataflow);

    [SharedFileFact(Mnist.FinnFlow + "_model.onnx", Mnist.Images, Mnist.TfcClasses)]
    public void The_flow_model_classifies_all_test_images_as_tfc_does() => AssertClassifiesAsTfc(Mnist.FinnFlow);

    /// <summary>The examples are pixels as floats, 0 to 255; the answers are classes.</summary>
    private static void AssertAuthorsAnswer(string model)
    {
        var run = Bnnc.Done("run", Mnist.At(model + "_model.onnx"), "--input", Mnist.At(model + "_input.npy"));
        byte[] classes = Mnist.NpyValues(model + "_expected_output.npy");
        var expected = Enumerable.Range(0, classes.Length / sizeof(long)).Select(i => BitConverter.ToInt64(classes, i * sizeof(long)));
        Assert.Equal(expected, run.Output.Split('\n')[..^1].Select(line => long.Parse(line, CultureInfo.InvariantCulture)));
    }

    private static void AssertClassifiesAsTfc(string model)
    {
        var run = Bnnc.Done("run", Mnist.At(model + "_model.onnx"), "--input-scale", "1", "--input", Mnist.At(Mnist.Images));
        Assert.Equal(File.ReadAllLines(Mnist.At(Mnist.TfcClasses)), run.Output.Split('\n')[..^1]);
    }
}
