// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Models trained and exported by others.</summary>
public class RealModelTests
{
    private const string Tfc = "models/tfc_w1a1/TFC_1W1A.onnx", TfcScores = "models/tfc_w1a1/expected_scores_first1000.npy";
    private const string Lfc = "models/lfc_w1a1_mnist/lfc_w1a1_mnist.onnx", LfcScores = "models/lfc_w1a1_mnist/expected_scores_first1000.npy";
    private const string Flow = "models/tfc_w1a1/finn_dialect/fpga_flow_model.onnx";
    private const string Dataflow = "models/tfc_w1a1/finn_dialect/build_dataflow_model.onnx";
    private const string DataflowInput = "models/tfc_w1a1/finn_dialect/build_dataflow_input.npy";
    private const string TwoBitActivations = "models/tfc_w1a1/TFC_1W2A.onnx", TwoBits = "models/tfc_w1a1/TFC_2W2A.onnx";
    private const string TwoBitActivationScores = "models/lowbit/TFC_1W2A.expected_scores_first1000.npy";
    private const string TwoBitScores = "models/lowbit/TFC_2W2A.expected_scores_first1000.npy";
    private const string Cnv = "models/cnv_w1a1_cifar10/cnv_w1a1_cifar10.onnx";
    private const string Images = "data/mnist/t10k_first1000_u8.npy";
    private const string CnvScores = "models/cnv_w1a1_cifar10/expected_scores_first1000.npy", CifarImages = "data/cifar10/test_first1000_u8.npy";
    private const int Examples = 20, Pixels = 784, Classes = 10;

    [SharedFileFact(Tfc, TfcScores, Images)]
    public void Tfc_gives_the_published_scores() => GivesScores(Import(Tfc, "1/255"), TfcScores);

    [SharedFileFact(Lfc, LfcScores, Images)]
    public void Lfc_gives_the_published_scores() => GivesScores(Import(Lfc, "1/255"), LfcScores);

    [SharedFileFact(Flow, TfcScores, Images)]
    public void Finn_dialect_reads_pixels_and_gives_the_same_scores()
    {
        var log = new DiagnosticLog();
        GivesScores(Import(Flow, "1", log), TfcScores);
        GivesScores(Import(Dataflow, "1"), TfcScores);
        Assert.Equal(["BNN1101"], log.Entries.Select(note => note.Code));
        Assert.Contains("TopK_0", log.Entries[0].Place);
    }

    [SharedFileFact(Dataflow, DataflowInput)]
    public void Finn_dialect_gives_the_classes_that_its_authors_expect()
    {
        var graph = Import(Dataflow);
        float[] images = NpyFile.Read<float>(SharedFiles.Find(DataflowInput)!);
        var classes = images.Chunk(Pixels).Select(image => Scores(graph, Tensor.Of(new Shape(1, 1, 28, 28), ImmutableArray.Create(image))))
            .Select(scores => scores.IndexOf(scores.Max()));
        Assert.Equal([7, 2, 1, 0], classes);
    }

    [SharedFileFact(Tfc)]
    public void Tfc_has_four_layers_with_weights_of_plus_and_minus_one()
    {
        var layers = Import(Tfc).Ops.OfType<Dense>().ToList();
        Assert.Equal(["64, 784", "64, 64", "64, 64", "10, 64"], layers.Select(layer => layer.Weights.Type.Shape.ToString()));
        Assert.All(layers, layer => Assert.All(layer.Weights.Floats.Values, weight => Assert.Equal(1, MathF.Abs(weight))));
        Assert.Equal("TFC_1W1A", Import(Tfc).Name);
    }

    [SharedFileFact(TwoBitActivations, TwoBitActivationScores, Images)]
    public void Tfc_with_activations_of_two_bits_gives_the_published_scores() =>
        IsNear(Import(TwoBitActivations, "1/255"), TwoBitActivationScores);

    [SharedFileFact(TwoBits, TwoBitScores, Images)]
    public void Tfc_of_two_bits_gives_the_published_scores() => IsNear(Import(TwoBits, "1/255"), TwoBitScores);

    [SharedFileTheory("models/lowbit/kwsmlp_w3a3.onnx")]
    [InlineData("kwsmlp_w3a3", false)]
    [InlineData("qkeras_jettagging", true)]
    [InlineData("unsw_nb15-mlp-w2a2", false)]
    public void Models_of_few_bits_give_the_published_scores(string name, bool endsInSoftmax)
    {
        string file = $"models/lowbit/{name}";
        byte[] model = File.ReadAllBytes(SharedFiles.Find($"{file}.onnx")!);
        var graph = OnnxImporter.Import(model, name, null, new() { DropSoftmax = endsInSoftmax }, new());
        RoundTrip.Check(graph);
        float[] inputs = NpyFile.Read<float>(SharedFiles.Find($"{file}.input.npy")!);
        float[] expected = NpyFile.Read<float>(SharedFiles.Find($"{file}.expected.npy")!);
        var shape = graph.Inputs[0].Type.Shape;
        int examples = inputs.Length / shape.ElementCount, classes = expected.Length / examples;
        for (int example = 0; example < Math.Min(examples, Examples); example++)
        {
            var x = Tensor.Of(shape, ImmutableArray.Create(inputs, example * shape.ElementCount, shape.ElementCount));
            var scores = Scores(graph, x);
            AssertNear(expected[(example * classes)..((example + 1) * classes)], endsInSoftmax ? Softmax(scores) : scores);
        }
    }

    [SharedFileFact(Cnv, CnvScores, CifarImages)]
    public void Cnv_gives_the_published_scores() => GivesScores(Import(Cnv, "1/255"), CnvScores, CifarImages, 2);

    [SharedFileFact(Cnv)]
    [Trait("Length", "Long")]
    public void Cnv_has_six_convolutions_with_weights_of_plus_and_minus_one()
    {
        var graph = Import(Cnv);
        var layers = graph.Ops.OfType<Conv>().ToList();
        Assert.Equal(
            ["64, 3, 3, 3", "64, 3, 3, 64", "128, 3, 3, 64", "128, 3, 3, 128", "256, 3, 3, 128", "256, 3, 3, 256"],
            layers.Select(layer => layer.Weights.Type.Shape.ToString()));
        Assert.All(layers, layer => Assert.All(layer.Weights.Floats.Values, weight => Assert.Equal(1, MathF.Abs(weight))));
        Assert.Equal(3, graph.Ops.OfType<Dense>().Count());
    }

    private static Graph Import(string model, string? scale = null, DiagnosticLog? log = null)
    {
        string path = SharedFiles.Find(model)!;
        var graph = OnnxImporter.Import(
            File.ReadAllBytes(path), Path.GetFileNameWithoutExtension(path), null, new() { InputScale = scale }, log ?? new());
        RoundTrip.Check(graph);
        return graph;
    }

    private static float[] Softmax(ImmutableArray<float> logits)
    {
        double sum = logits.Sum(logit => Math.Exp(logit));
        return [.. logits.Select(logit => (float)(Math.Exp(logit) / sum))];
    }

    // Sums of terms with a scale depend on the order of the terms, which nobody specifies.
    private static void AssertNear(float[] expected, IReadOnlyList<float> scores)
    {
        Assert.Equal(expected.Length, scores.Count);
        float tolerance = 1e-5f * (1 + expected.Max(MathF.Abs));
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(scores[i], expected[i] - tolerance, expected[i] + tolerance);
    }

    private static void GivesScores(Graph graph, string scores, string inputs = Images, int examples = Examples) =>
        Compare(graph, scores, inputs, examples, (expected, found) => Assert.Equal(expected, found));

    private static void IsNear(Graph graph, string scores) =>
        Compare(graph, scores, Images, Examples, (expected, found) => AssertNear(expected, found));

    private static void Compare(Graph graph, string scores, string inputs, int examples, Action<float[], ImmutableArray<float>> compare)
    {
        var shape = graph.Inputs[0].Type.Shape;
        int pixels = shape.ElementCount;
        byte[] images = NpyFile.Read<byte>(SharedFiles.Find(inputs)!);
        float[] expected = NpyFile.Read<float>(SharedFiles.Find(scores)!);
        for (int example = 0; example < examples; example++)
        {
            var image = Tensor.Of(shape, ImmutableArray.Create(images, example * pixels, pixels));
            compare(expected[(example * Classes)..((example + 1) * Classes)], Scores(graph, image));
        }
    }

    private static ImmutableArray<float> Scores(Graph graph, Tensor image) =>
        ((Tensor<float>)GraphInterpreter.Run(graph, image).Single()).Values;
}
