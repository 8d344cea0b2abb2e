// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Text;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Tests.Runs;

/// <summary>
/// The file of a network of few values, evaluated op by op in float32, gives the trainer's own scores, bit for bit. Pixels are read as they are,
/// p / 255 * 255 = p, so that float32 holds the sums of the first layer too, whatever their order.
/// </summary>
public class FewValuedModelTests
{
    [Theory]
    [InlineData("mlp:64-33-20-4", "Ternary", "Ternary")]
    [InlineData("mlp:1x8x8-33-4", "Deterministic", "TwoBit")]
    [InlineData("conv:1x8x8-5C3-7C3-MP2-9C3-MP2-11-4", "Ternary", "TwoBit")]
    [InlineData("conv:1x8x8-6C5-MP3-10C3-4", "Ternary", "Deterministic")]
    [InlineData("conv:1x8x8-64C3-MP2-66C3-4", "Stochastic", "Ternary")]
    public void A_bnn_file_gives_the_scores_of_the_trainer(string architecture, string weights, string activations)
    {
        var data = SmallImages.Of(120);
        var run = Trained(architecture, weights, activations, data);

        string text = System.Text.Encoding.UTF8.GetString(TrainedModel.Bytes(run.Network, "test", ".bnn"));

        AssertScores(run.Network, BnnParser.Parse(text, "test"), data.Test);
    }

    [Theory]
    [InlineData("conv:1x8x8-5C3-MP2-7-4", "Ternary", "TwoBit")]
    [InlineData("mlp:64-33-4", "Deterministic", "Ternary")]
    public void An_onnx_file_gives_the_scores_of_the_trainer(string architecture, string weights, string activations)
    {
        var data = SmallImages.Of(40);
        var run = Trained(architecture, weights, activations, data);

        byte[] exported = TrainedModel.Bytes(run.Network, "test", ".onnx");

        AssertScores(run.Network, OnnxImporter.Import(exported, "test", null, new(), new()), data.Test);
    }

    [Fact]
    public void All_values_occur()
    {
        var run = Trained("conv:1x8x8-5C3-7C3-MP2-9-4", "Ternary", "TwoBit", SmallImages.Of(40));
        var graph = TrainedModel.Of(run.Network, "test").ToGraph();
        var values = graph.Ops.Single(op => op.Name == "conv2_values");

        float[] weights = [.. graph.Ops.OfType<Conv>().Last().Weights is Constant { Value: Tensor<float> constant } ? constant.Values : []];
        float[] activations = Scores(new(graph.Name, graph.Inputs, [values]), SmallImages.Of(40).Test.Image(0).ToArray());

        Assert.Equal([-1, 0, 1], weights.Distinct().Order());
        Assert.Equal([-1.5f, -0.5f, 0.5f, 1.5f], activations.Distinct().Order());
    }

    [Theory]
    [InlineData("Ternary", "Deterministic")]
    [InlineData("Deterministic", "Ternary")]
    public void An_npz_file_cannot_say_more_than_signs(string weights, string activations)
    {
        var run = Trained("mlp:64-5-4", weights, activations, SmallImages.Of(40));

        var fault = Assert.Throws<TrainingException>(() => TrainedModel.Bytes(run.Network, "test", ".npz"));

        Assert.False(TrainedModel.FitsNpz(run.Network));
        Assert.Contains("expected .bnn or .onnx", fault.Message, StringComparison.Ordinal);
    }

    private static TrainingRun Trained(string architecture, string weights, string activations, DataSplit data)
    {
        var run = new TrainingRun(
            new()
            {
                Network = architecture,
                Dataset = "folder",
                Epochs = 2,
                Batch = 20,
                Weights = Enum.Parse<WeightKind>(weights),
                Activations = Enum.Parse<ActivationKind>(activations),
                Biases = true,
                PixelMultiplier = 255,
                PixelOffset = 0,
            },
            data,
            Machine.With(2));
        while (!run.IsComplete)
            run.RunEpoch(_ => { }, CancellationToken.None);
        run.Finish(_ => { });
        return run;
    }

    private static void AssertScores(TrainingNetwork network, Graph imported, ImageSet images) =>
        Evaluation.Scores(network, images, 20, (first, scores) =>
        {
            for (int row = 0; row < scores.Rows; row++)
                Assert.Equal(scores.Row(row).ToArray(), Scores(imported, images.Image(first + row).ToArray()));
        });

    private static float[] Scores(Graph graph, byte[] pixels) =>
        [.. ((Tensor<float>)GraphInterpreter.Run(graph, new Tensor<byte>(graph.Inputs[0].Type, [.. pixels])).Single()).Values];
}
