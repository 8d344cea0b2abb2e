// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Optimizers;
using BnnCompiler.Training.Recipes;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Tests.Runs;

/// <summary>Runs that learn, are interrupted, and go wrong.</summary>
public sealed class TrainingRunTests : IDisposable
{
    private static readonly Recipe Dense =
        new() { Network = "mlp:64-32-32-4", Dataset = "folder", Epochs = 3, Batch = 20, LearningRate = 3e-3, Decay = RateDecay.Cosine };

    // Everything random at once: augmentation, dropout, stochastic weights and activations.
    private static readonly Recipe Noisy = Dense with
    {
        Network = "conv:1x8x8-8C3-MP2-16C3-MP2-16-4",
        Shift = 1,
        Flip = true,
        DropoutInput = 0.1f,
        DropoutHidden = 0.1f,
        Weights = WeightKind.Stochastic,
        Activations = ActivationKind.Stochastic,
        Norm = NormKind.Shift,
        Optimizer = OptimizerKind.ShiftAdamax,
        NormOptimizer = OptimizerKind.ShiftAdamax,
        ValidationImages = 40,
    };

    // Few values each, beside what is random without them.
    private static readonly Recipe FewValued = Dense with
    {
        Network = Noisy.Network,
        Shift = 1,
        DropoutHidden = 0.1f,
        Weights = WeightKind.Ternary,
        Activations = ActivationKind.TwoBit,
        ValidationImages = 40,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-train-");

    [Theory]
    [InlineData(WeightKind.Deterministic, ActivationKind.Deterministic)]
    [InlineData(WeightKind.Ternary, ActivationKind.Ternary)]
    [InlineData(WeightKind.Deterministic, ActivationKind.TwoBit)]
    [InlineData(WeightKind.Ternary, ActivationKind.TwoBit)]
    public void A_network_learns_bright_quadrants(object weights, object activations)
    {
        var recipe = Dense with { Epochs = 10, Weights = (WeightKind)weights, Activations = (ActivationKind)activations };
        var run = Completed(recipe, SmallImages.Of(400));

        Assert.Equal(10, run.Curve.Epochs.Length);
        Assert.True(run.Curve.Epochs[^1].TrainLoss < run.Curve.Epochs[0].TrainLoss / 2);
        Assert.True(Evaluation.ErrorPercent(run.Network, SmallImages.Of(400).Test, 50) < 2);
    }

    [Fact]
    public void A_seed_gives_one_network_and_another_seed_another()
    {
        var data = SmallImages.Of(200, validation: 40);

        foreach (var recipe in (Recipe[])[Noisy, FewValued])
        {
            float[] first = Numbers(Completed(recipe, data)), again = Numbers(Completed(recipe, data));
            float[] other = Numbers(Completed(recipe with { Seed = 2 }, data));

            Assert.Equal(first, again);
            Assert.NotEqual(first, other);
        }
    }

    [Fact]
    public void A_row_of_pixels_and_an_image_are_learned_alike() => Assert.Equal(
        Npz(Completed(Dense, SmallImages.Of(100))), Npz(Completed(Dense with { Network = "mlp:1x8x8-32-32-4" }, SmallImages.Of(100))));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(25)]
    [InlineData(7, true)]
    [InlineData(25, true)]
    public void An_interrupted_run_goes_on_to_the_bits_of_an_unbroken_one(int batches, bool isFewValued = false)
    {
        var recipe = isFewValued ? FewValued : Noisy;
        var data = SmallImages.Of(200, validation: 40);
        var unbroken = Completed(recipe, data);
        string file = Path.Combine(_folder.FullName, "checkpoint.bin");
        var conditions = new Conditions(2, "test", "");

        var interrupted = new TrainingRun(recipe, data, Machine.With(2));
        using (var stop = new CancellationTokenSource())
        {
            int left = batches;
            while (interrupted.RunEpoch(_ => Stop(stop, ref left), stop.Token))
            {
            }
        }

        Checkpoint.Save(interrupted, conditions, file);
        var resumed = new TrainingRun(Checkpoint.ReadHead(file).Recipe, data, Machine.With(2));
        Checkpoint.Load(resumed, file);
        Complete(resumed);

        Assert.Equal(Numbers(unbroken), Numbers(resumed));
        Assert.Equal(
            unbroken.Curve.Epochs.Select(epoch => epoch with { Seconds = 0 }), resumed.Curve.Epochs.Select(epoch => epoch with { Seconds = 0 }));
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        string file = Path.Combine(_folder.FullName, "checkpoint.bin");
        Checkpoint.Save(new(Dense, SmallImages.Of(40), Machine.With(1)), new(1, "test", ""), file);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);

        var fault = Assert.Throws<TrainingException>(() => Checkpoint.ReadHead(file));

        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_with_the_cure()
    {
        var run = new TrainingRun(
            Dense with
            {
                Weights = WeightKind.Real,
                Activations = ActivationKind.Relu,
                Optimizer = OptimizerKind.Sgd,
                NormOptimizer = OptimizerKind.Sgd,
                LearningRate = 1e30,
            },
            SmallImages.Of(200),
            Machine.With(1));

        var fault = Assert.Throws<TrainingException>(() => run.RunEpoch(_ => { }, CancellationToken.None));

        Assert.Contains("--learning-rate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_of_the_best_validation_epoch_is_kept()
    {
        var data = SmallImages.Of(200, validation: 40);
        var run = new TrainingRun(
            Dense with { ValidationImages = 40, Epochs = 6, LearningRate = 0.1, Decay = RateDecay.None, ReEstimate = false }, data, Machine.With(1));
        while (!run.IsComplete)
            run.RunEpoch(_ => { }, CancellationToken.None);
        double least = run.Curve.Epochs.Min(epoch => epoch.ValidationError!.Value);

        run.Finish(_ => { });

        Assert.NotEqual(least, run.Curve.Epochs[^1].ValidationError);
        Assert.Equal(least, Evaluation.ErrorPercent(run.Network, data.Validation, 20));
    }

    [Fact]
    public void A_network_that_does_not_fit_the_images_is_refused()
    {
        var fault = Assert.Throws<TrainingException>(
            () => new TrainingRun(Dense with { Network = "mlp:784-10" }, SmallImages.Of(40), Machine.With(1)));

        Assert.Contains("1x8x8", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_few_values_does_not_teach()
    {
        var data = SmallImages.Of(40);
        var teacher = new TrainingRun(FewValued with { ValidationImages = 0 }, data, Machine.With(1)).Network;

        var fault = Assert.Throws<TrainingException>(() => new TrainingRun(Dense, data, Machine.With(1), teacher));

        Assert.Contains("'weights' real", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_teacher_is_learned_from()
    {
        var data = SmallImages.Of(400);
        var teacher = Completed(Dense with { Weights = WeightKind.Real, Activations = ActivationKind.Relu }, data).Network;
        var alone = new TrainingRun(Dense, data, Machine.With(1));
        var taught = new TrainingRun(Dense with { TeacherWeight = 1 }, data, Machine.With(1), teacher);

        Complete(alone);
        Complete(taught);

        Assert.NotEqual(Npz(alone), Npz(taught));
        Assert.True(Evaluation.ErrorPercent(taught.Network, data.Test, 20) < 5);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Stop(CancellationTokenSource stop, ref int left)
    {
        if (--left == 0)
            stop.Cancel();
    }

    private static TrainingRun Completed(Recipe recipe, DataSplit data)
    {
        var run = new TrainingRun(recipe, data, Machine.With(2));
        Complete(run);
        return run;
    }

    private static void Complete(TrainingRun run)
    {
        while (!run.IsComplete)
            Assert.True(run.RunEpoch(_ => { }, CancellationToken.None));
        run.Finish(_ => { });
    }

    private static float[] Numbers(TrainingRun run) => [.. RunState.Network(run).SelectMany(entry => entry.Values)];

    private static byte[] Npz(TrainingRun run) => TrainedModel.Bytes(run.Network, "test", ".npz");
}
