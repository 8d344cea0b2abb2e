// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Losses;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Optimizers;
using BnnCompiler.Training.Recipes;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Networks;

public class TrainingNetworkTests
{
    private const int Examples = 6;
    private const double Step = 1e-5;
    private static readonly byte[] Labels = [2, 0, 1, 1, 2, 0];

    private static readonly (WeightKind Weights, ActivationKind Activations)[] Kinds =
    [
        (WeightKind.Real, ActivationKind.HardTanh),
        (WeightKind.Deterministic, ActivationKind.Deterministic),
        (WeightKind.Ternary, ActivationKind.Ternary),
        (WeightKind.Deterministic, ActivationKind.TwoBit),
        (WeightKind.Ternary, ActivationKind.Deterministic),
    ];

    private static readonly (WeightKind Weights, ActivationKind Activations) Binary = Kinds[1];

    // Each kind, as its place in the list; hinge and softmax, with and without a teacher; odd sizes, so that pools leave pixels out. As many
    // inputs that no ternary sum is the same for all examples: a deviation of 0 makes a gradient so steep that differences miss it.
    public static TheoryData<string, int, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool, bool>();
            foreach (string network in new[] { "mlp:11-13-12-3", "conv:2x5x5-3C3-4C3-MP2-4-3" })
            {
                for (int kind = 0; kind < Kinds.Length; kind++)
                {
                    cases.Add(network, kind, false, false);
                    cases.Add(network, kind, true, false);
                    cases.Add(network, kind, true, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_of_all_parameters_are_those_of_finite_differences_in_float64(string text, int kind, bool isHinge, bool hasTeacher)
    {
        var network = Network(text, Kinds[kind]);
        var input = RandomMatrix.Normal(Examples * network.Architecture.Height * network.Architecture.Width, network.Architecture.Channels, 4);
        Loss loss = isHinge ? new SquaredHinge() : new CrossEntropy();
        var teacher = RandomMatrix.Normal(Examples, 3, 9);
        var distillation = hasTeacher ? new Distillation(loss, 0.5f, 2) : null;

        Matrix scores = network.Forward(input, default), gradient = new(Examples, 3);
        double found = distillation?.Of(scores, teacher, Labels, gradient) ?? loss.Of(scores, Labels, gradient);
        network.Backward(gradient);

        var naive = new NaiveNetwork(network.Architecture, network.Weights, network.Activations, 1e-4f);
        double[][] examples = [.. input.Values.Chunk(input.Values.Length / Examples).Select(InFloat64)];
        double[][] parameters = [.. network.Parameters.Select(parameter => InFloat64(parameter.Values))];
        Assert.Equal(Loss(), found, 1e-5);
        foreach (var (numbers, parameter) in parameters.Zip(network.Parameters))
            Layers.FiniteDifferences.AssertClose(Differences(numbers), parameter.Gradient, 1e-4);

        double Loss() =>
            NaiveLoss.Of(naive.Scores(examples, parameters), Labels, isHinge, hasTeacher ? [.. teacher.Values.Chunk(3).Select(InFloat64)] : null);

        double[] Differences(double[] numbers) => [.. numbers.Select((number, i) =>
        {
            numbers[i] = number + Step;
            double above = Loss();
            numbers[i] = number - Step;
            double below = Loss();
            numbers[i] = number;
            return (above - below) / (2 * Step);
        })];
    }

    [Fact]
    public void A_binary_networks_hidden_sums_are_whole_numbers_in_training()
    {
        var network = Network("mlp:5-70-6-3", Binary);
        network.Forward(RandomMatrix.Normal(Examples, 5, 4), default);
        var signs = RandomMatrix.Signs(Examples, 70, 5);
        Assert.All(network.Blocks[1].Sums.Forward(signs, default).Values, sum => Assert.Equal(0, sum % 2)); // of 70 signs: even
    }

    [Fact]
    public void Fans_count_the_taps_of_a_kernel_on_both_sides_and_ignore_pools()
    {
        var network = Network("conv:3x8x8-16C3-24C3-MP2-10-3", Binary);
        Assert.Equal([(27, 144), (144, 216), (384, 10), (10, 3)], network.Blocks.Select(block => block.Weights.Latent.Fan));
        Assert.Equal([(0, 16), (0, 24), (0, 10), (0, 3)], network.Blocks.Select(block => block.Norm.Gamma.Fan));
    }

    [Fact]
    public void Layers_stand_in_the_papers_order()
    {
        var network = TrainingNetwork.Create(
            Architecture.Parse("conv:3x8x8-16C3-24C3-MP2-10-3"),
            Recipe("conv:3x8x8-16C3-24C3-MP2-10-3", Binary) with { DropoutHidden = 0.5f },
            Machines.OneThread);
        Assert.Equal(
            [
                typeof(ConvolutionSums), typeof(BatchNorm), typeof(SignActivation), typeof(Dropout),
                typeof(ConvolutionSums), typeof(MaxPool), typeof(BatchNorm), typeof(SignActivation), typeof(Dropout),
                typeof(DenseSums), typeof(BatchNorm), typeof(SignActivation), typeof(Dropout),
                typeof(DenseSums), typeof(BatchNorm),
            ],
            network.Blocks.SelectMany(block => block.Layers).Select(layer => layer.GetType()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Steps_against_the_gradient_lower_the_loss(int kind)
    {
        var network = Network("conv:2x5x5-4C3-5C3-MP2-6-3", Kinds[kind]);
        Learner[] learners = [.. network.Parameters.Select(parameter =>
            new Learner(parameter, OptimizerKind.Adam, new(0.9f, 0.999f, 1e-8f, 0, 0, PowerRounding.Round), 1, clips: parameter.IsLatent))];
        var input = RandomMatrix.Normal(Examples * 25, 2, 4);
        var gradient = new Matrix(Examples, 3);
        double first = 0, last = 0;
        for (int step = 1; step <= 60; step++)
        {
            last = new SquaredHinge().Of(network.Forward(input, default), Labels, gradient);
            first = step == 1 ? last : first;
            network.Backward(gradient);
            foreach (var learner in learners)
                learner.Step(0.02, step, new Workers(1));
        }

        Assert.InRange(last, 0, first / 4);
    }

    private static TrainingNetwork Network(string text, (WeightKind Weights, ActivationKind Activations) kind)
    {
        var network = TrainingNetwork.Create(Architecture.Parse(text), Recipe(text, kind), Machines.OneThread);
        var random = new RandomNumbers(8);
        foreach (var parameter in network.Parameters.Where(parameter => !parameter.IsWeights))
        {
            foreach (ref float value in parameter.Values.AsSpan())
                value += (float)random.Normal() / 2;
        }

        return network;
    }

    private static Recipe Recipe(string text, (WeightKind Weights, ActivationKind Activations) kind) => new()
    {
        Network = text,
        Dataset = "mnist",
        Weights = kind.Weights,
        Activations = kind.Activations,
    };

    private static double[] InFloat64(float[] numbers) => [.. numbers.Select(number => (double)number)];
}
