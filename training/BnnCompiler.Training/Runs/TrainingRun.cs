// SPDX-License-Identifier: MIT
using System.Diagnostics;
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Curves;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Losses;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Optimizers;
using BnnCompiler.Training.Recipes;

namespace BnnCompiler.Training.Runs;

/// <summary>
/// A training run: the network, what its optimizers remember, and how far it has come. What a step does depends on these, the seed and the number of
/// threads only, so a run that is
/// interrupted and resumed gives the same bits as an unbroken one.
/// </summary>
internal sealed class TrainingRun
{
    private readonly DataSplit _data;
    private readonly Machine _machine;
    private readonly Loss _loss;
    private readonly Distillation? _distillation;
    private readonly TrainingNetwork? _teacher;
    private readonly BatchReader _reader;
    private readonly Augmentation? _augmentation;
    private Matrix? _gradient;

    /// <summary>A run at its start.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="data">What to learn.</param>
    /// <param name="machine">What to compute with.</param>
    /// <param name="teacher">A trained network whose scores are learned too, or null.</param>
    public TrainingRun(Recipe recipe, DataSplit data, Machine machine, TrainingNetwork? teacher = null)
    {
        var architecture = Architecture.Parse(recipe.Network);
        var shape = data.Training.Shape;
        bool fits = architecture.IsFlat
            ? architecture.Width == shape.Length
            : (architecture.Channels, architecture.Height, architecture.Width) == (shape.Channels, shape.Height, shape.Width);
        if (!fits || architecture.Layers[^1].Outputs != data.Training.Classes)
        {
            throw new TrainingException(
                $"the network {architecture} does not fit the data: expected an input of {shape} (or of {shape.Length}) "
                + $"and {data.Training.Classes} scores at the end");
        }

        if (data.Training.Count < recipe.Batch)
            throw new TrainingException($"found {data.Training.Count} training images, expected at least a batch of {recipe.Batch}; lower --batch");
        if (teacher is not null)
            RequireTeaches(teacher, architecture, recipe);
        Recipe = recipe;
        _data = data;
        _machine = machine;
        _teacher = teacher;
        Network = TrainingNetwork.Create(architecture, recipe, machine);
        Learners = [.. Network.Parameters.Select(parameter => LearnerOf(parameter, recipe))];
        _loss = recipe.Loss switch
        {
            LossKind.SquaredHinge => new SquaredHinge(),
            LossKind.CrossEntropy => new CrossEntropy(),
            var other => throw new ArgumentOutOfRangeException(nameof(recipe), other, "unknown loss"),
        };
        _distillation = teacher is null ? null : new(_loss, recipe.TeacherWeight, recipe.TeacherTemperature);
        _reader = new(data.Training, Network.Architecture, BatchReader.ValuesOf(Network.Pixels));
        _augmentation = recipe.Shift > 0 || recipe.Flip ? new(data.Training.Shape, recipe.Shift, recipe.Flip) : null;
    }

    /// <summary>What it does.</summary>
    public Recipe Recipe { get; }

    /// <summary>What it trains.</summary>
    public TrainingNetwork Network { get; }

    /// <summary>What changes the network's parameters, in their order.</summary>
    public IReadOnlyList<Learner> Learners { get; }

    /// <summary>How far it has come.</summary>
    public RunPosition Position { get; set; }

    /// <summary>The epochs so far.</summary>
    public LearningCurve Curve { get; set; } = LearningCurve.Empty;

    /// <summary>The parameters of the epoch with the least validation error so far; null without validation.</summary>
    public Dictionary<string, float[]>? Best { get; set; }

    /// <summary>Whether <see cref="Finish"/> was called: there is nothing left to do.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Whether all epochs are done.</summary>
    public bool IsComplete => Position.Epoch >= Recipe.Epochs;

    /// <summary>Batches of an epoch.</summary>
    public int BatchesPerEpoch => _data.Training.Count / Recipe.Batch;

    /// <summary>
    /// Goes on to the end of the epoch it is in. Stopped by <paramref name="cancellation"/> between two batches, it can go on later.
    /// </summary>
    /// <param name="report">Called after every batch.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether the epoch is complete.</returns>
    /// <exception cref="TrainingException">The loss is no number any more.</exception>
    public bool RunEpoch(Action<RunPosition> report, CancellationToken cancellation)
    {
        int epoch = Position.Epoch;
        int[] order = OrderOf(epoch);
        double rate = Recipe.WeightRate.At(epoch);
        while (Position.Batch < BatchesPerEpoch)
        {
            if (cancellation.IsCancellationRequested)
                return false;
            var clock = Stopwatch.StartNew();
            var (loss, wrong) = Step(order.AsSpan(Position.Batch * Recipe.Batch, Recipe.Batch), rate);
            if (!double.IsFinite(loss))
            {
                throw new TrainingException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"the loss is {loss} in epoch {epoch + 1}, batch {Position.Batch + 1}: expected a number. "
                    + $"A lower --learning-rate (it is {rate:G3}) is the usual cure"));
            }

            Position = Position.After(loss, wrong, clock.Elapsed.TotalSeconds);
            report(Position);
        }

        CompleteEpoch(rate);
        return true;
    }

    /// <summary>
    /// Ends a complete run: takes the best epoch's parameters where there is validation, and measures batch norm's averages once more if the recipe
    /// says so.
    /// </summary>
    public void Finish(Action<int> layerDone)
    {
        if (Best is not null)
            RunState.Restore(this, Best);
        if (Recipe.ReEstimate)
            Evaluation.ReEstimate(Network, _data.Training, Recipe.Batch, layerDone);
        var faulty = RunState.Network(this).FirstOrDefault(entry => entry.Values.Any(value => !float.IsFinite(value)));
        if (faulty.Name is not null)
        {
            throw new TrainingException(
                $"the network's {faulty.Name} are no numbers any more, expected numbers: the last step diverged. "
                + "A lower --learning-rate is the usual cure");
        }

        IsFinished = true;
    }

    private (double Loss, int Wrong) Step(ReadOnlySpan<int> indices, double rate)
    {
        long number = ((long)Position.Epoch * BatchesPerEpoch) + Position.Batch + 1;
        var noise = new Noise(Recipe.Seed).For(number);
        var input = _reader.Read(indices, _augmentation, new RandomNumbers(noise.For(-2).Key));
        var scores = Network.Forward(input, noise);
        if (_gradient is null || _gradient.Rows != scores.Rows)
            _gradient = new(scores.Rows, scores.Columns);
        double loss = _distillation is null
            ? _loss.Of(scores, _reader.Labels, _gradient)
            : _distillation.Of(scores, _teacher!.Infer(input), _reader.Labels, _gradient);
        int wrong = Evaluation.Wrong(scores, _reader.Labels);
        Network.Backward(_gradient);
        foreach (var learner in Learners)
        {
            bool isOther = Recipe.NormLearningRate > 0 && !learner.Parameter.IsWeights;
            learner.Step(isOther ? rate * (Recipe.NormLearningRate / Recipe.LearningRate) : rate, number, _machine.Workers);
        }

        return (loss, wrong);
    }

    private void CompleteEpoch(double rate)
    {
        var clock = Stopwatch.StartNew();
        double? validation = _data.Validation.Count == 0 ? null : Evaluation.ErrorPercent(Network, _data.Validation, Recipe.Batch);
        double? test = _data.Test.Count == 0 ? null : Evaluation.ErrorPercent(Network, _data.Test, Recipe.Batch);
        int examples = BatchesPerEpoch * Recipe.Batch;

        // Ties go to the later epoch, as in the authors' code.
        if (validation is { } error && Curve.Epochs.All(earlier => error <= earlier.ValidationError))
            Best = RunState.Of(this);
        Curve = Curve.Append(new(
            Position.Epoch + 1, rate, Position.LossSum / BatchesPerEpoch, 100.0 * Position.Wrong / examples, validation, test,
            Position.Seconds + clock.Elapsed.TotalSeconds));
        Position = new(Position.Epoch + 1, 0, 0, 0, 0);
    }

    // Both networks read the same rows of numbers.
    private static void RequireTeaches(TrainingNetwork teacher, Architecture architecture, Recipe recipe)
    {
        if (teacher.IsFewValued)
        {
            throw new TrainingException(
                "--teacher has a network of few values, expected a float one: 'weights' real and 'activations' hard-tanh or relu");
        }

        if (teacher.Pixels != new PixelScaling(recipe.PixelMultiplier, recipe.PixelOffset))
        {
            throw new TrainingException(
                "--teacher reads pixels in another way than the recipe; expected the same 'pixel-multiplier' and 'pixel-offset'");
        }

        if (teacher.Architecture.Channels != architecture.Channels || teacher.Architecture.Layers[^1].Outputs != architecture.Layers[^1].Outputs)
            throw new TrainingException($"--teacher is {teacher.Architecture}, expected as many channels and scores as {architecture}");
    }

    private int[] OrderOf(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, _data.Training.Count)];
        new RandomNumbers(new Noise(Recipe.Seed).For(-1 - epoch).Key).Shuffle(order);
        return order;
    }

    private static Learner LearnerOf(Layers.Parameter parameter, Recipe recipe)
    {
        bool scales = parameter.IsWeights || (recipe.GlorotNorm && parameter.Fan.Out > 0);
        return new(
            parameter,
            parameter.IsWeights ? recipe.Optimizer : recipe.NormOptimizer,
            recipe.OptimizerSettings,
            scales ? recipe.GlorotScaling.Of(parameter.Fan) : 1,
            clips: parameter.IsLatent || recipe.ClipAll);
    }
}
