// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

public class LearningRateTests
{
    [Theory]
    [InlineData(3e-3, 3e-7, 1000, 0.99083194)] // MNIST
    [InlineData(1e-3, 3e-7, 500, 0.98390744)] // CIFAR-10
    [InlineData(1e-3, 1e-6, 200, 0.96605088)] // SVHN
    public void Exponential_decay_has_the_factors_of_the_papers_recipes(double first, double last, int epochs, double factor)
    {
        var rate = new LearningRate(first, last, RateDecay.Exponential, 0, 0, epochs);
        Assert.Equal(first, rate.At(0), 1e-12);
        Assert.Equal(factor, rate.At(1) / rate.At(0), 1e-8);
        Assert.Equal(factor, rate.At(epochs - 1) / rate.At(epochs - 2), 1e-8);
        Assert.Equal(last, rate.At(epochs), 1e-12);
    }

    [Fact]
    public void Step_decay_halves_every_few_epochs()
    {
        var rate = new LearningRate(1 / 64.0, 0, RateDecay.Step, 20, 0.5, 100);
        int[] epochs = [0, 19, 20, 39, 40];
        Assert.Equal([1 / 64.0, 1 / 64.0, 1 / 128.0, 1 / 128.0, 1 / 256.0], epochs.Select(rate.At));
    }

    [Fact]
    public void Cosine_decay_is_half_way_in_the_middle()
    {
        var rate = new LearningRate(1, 0.5, RateDecay.Cosine, 0, 0, 60);
        Assert.Equal(1, rate.At(0), 1e-12);
        Assert.Equal(0.5 + (0.5 * 0.75), rate.At(20), 1e-12); // cos(60°) = 1/2
        Assert.Equal(0.75, rate.At(30), 1e-12);
        Assert.Equal(0.5, rate.At(60), 1e-12);
    }

    [Fact]
    public void Without_decay_it_stays() => Assert.Equal(0.25, new LearningRate(0.25, 0, RateDecay.None, 0, 0, 10).At(9));
}
