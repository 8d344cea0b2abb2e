// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Tests.Runs;

/// <summary>What the compiler makes of a trained network gives the trainer's own scores, bit for bit.</summary>
public class TrainedModelTests
{
    public static TheoryData<string, string, float, float> Networks => new()
    {
        { "mlp:64-33-20-4", "Batch", 2, -1 },
        { "mlp:1x8x8-33-4", "Shift", 2, -1 },
        { "mlp:64-40-4", "Batch", 3.2457f, -0.4242f },
        { "conv:1x8x8-5C3-7C3-MP2-9C3-MP2-11-4", "Batch", 2, -1 },
        { "conv:1x8x8-6C5-MP3-10C3-4", "Shift", 2, -1 },
        { "conv:1x8x8-64C3-MP2-66C3-4", "Batch", 3.2457f, -0.4242f },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_compiled_network_gives_the_scores_of_the_trainer(string architecture, string norm, float multiplier, float offset)
    {
        var data = SmallImages.Of(120);
        var run = new TrainingRun(
            new()
            {
                Network = architecture,
                Dataset = "folder",
                Epochs = 2,
                Batch = 20,
                Norm = Enum.Parse<NormKind>(norm),
                Biases = true,
                PixelMultiplier = multiplier,
                PixelOffset = offset,
            },
            data,
            Machine.With(2));
        while (!run.IsComplete)
            run.RunEpoch(_ => { }, CancellationToken.None);
        run.Finish(_ => { });

        var imported = TrainedModel.Of(run.Network, "test").ToGraph();
        var compiled = Compiler.Lower(imported, new());

        Evaluation.Scores(run.Network, data.Test, 20, (first, scores) =>
        {
            for (int row = 0; row < scores.Rows; row++)
            {
                byte[] pixels = data.Test.Image(first + row).ToArray();
                Assert.Equal(scores.Row(row).ToArray(), Scores(compiled, pixels));
            }
        });
    }

    [Fact]
    public void An_npz_file_read_back_gives_the_same_graph()
    {
        var run = new TrainingRun(
            new() { Network = "conv:1x8x8-5C3-MP2-7-4", Dataset = "folder", Epochs = 1, Batch = 20 }, SmallImages.Of(40), Machine.With(1));
        var model = TrainedModel.Of(run.Network, "test");

        var read = BinaryNetModel.FromNpz(TrainedModel.Bytes(run.Network, "test", ".npz"), "test.npz", model.Architecture);

        Assert.Equal(Text.BnnPrinter.Print(model.ToGraph()), Text.BnnPrinter.Print(read.ToGraph()));
    }

    [Fact]
    public void An_onnx_file_read_back_gives_the_same_scores()
    {
        var data = SmallImages.Of(40);
        var run = new TrainingRun(new() { Network = "conv:1x8x8-5C3-MP2-7-4", Dataset = "folder", Epochs = 1, Batch = 20 }, data, Machine.With(1));
        byte[] exported = TrainedModel.Bytes(run.Network, "test", ".onnx");

        var graph = Compiler.Lower(OnnxImporter.Import(exported, "test", null, new(), new()), new());

        Evaluation.Scores(run.Network, data.Test, 20, (first, scores) =>
        {
            for (int row = 0; row < scores.Rows; row++)
                Assert.Equal(scores.Row(row).ToArray(), Scores(graph, data.Test.Image(first + row).ToArray()));
        });
    }

    [Fact]
    public void An_npz_file_cannot_say_that_pixels_are_read_in_another_way()
    {
        var run = new TrainingRun(
            new() { Network = "mlp:64-4", Dataset = "folder", Batch = 20, PixelMultiplier = 1 }, SmallImages.Of(40), Machine.With(1));

        var fault = Assert.Throws<TrainingException>(() => TrainedModel.Bytes(run.Network, "test", ".npz"));

        Assert.Contains("expected 2 and -1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_with_real_weights_is_not_compiled()
    {
        var run = new TrainingRun(
            new() { Network = "mlp:64-4", Dataset = "folder", Batch = 20, Weights = WeightKind.Real }, SmallImages.Of(40), Machine.With(1));

        var fault = Assert.Throws<TrainingException>(() => TrainedModel.Bytes(run.Network, "test", ".bnn"));

        Assert.Contains("real weights", fault.Message, StringComparison.Ordinal);
    }

    private static float[] Scores(Graph graph, byte[] pixels) =>
        [.. ((Tensor<float>)GraphInterpreter.Run(graph, new Tensor<byte>(graph.Inputs[0].Type, [.. pixels])).Single()).Values];
}
