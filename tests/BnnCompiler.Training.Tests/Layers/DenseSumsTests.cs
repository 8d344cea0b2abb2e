// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class DenseSumsTests
{
    [Fact]
    public void Gradients_of_real_weights_are_those_of_finite_differences()
    {
        var layer = new DenseSums(WeightsOf.Kind(WeightKind.Real, 4, 5, Machines.OneThread), readsSigns: false, isFirst: false, Machines.OneThread);
        FiniteDifferences.Check(layer, RandomMatrix.Normal(3, 5, 1));
    }

    [Fact]
    public void Gradients_of_binary_weights_are_those_with_respect_to_the_signs_and_have_no_mask()
    {
        // Latent weights within and outside of [-1, 1]; Algorithm 1: g_W = gᵀ a, g_a = g W with the binary W.
        Matrix latent = Matrices.Of([0.2f, -0.7f, 1], [-3, 0, 5]), input = Matrices.Of([2, 3, 5], [7, 11, 13]),
            gradient = Matrices.Of([1, 10], [100, 1000]);
        var weights = WeightsOf.Kind(WeightKind.Deterministic, latent, Machines.OneThread);
        var layer = new DenseSums(weights, readsSigns: false, isFirst: false, Machines.OneThread);

        // The signs: + - +, - + +.
        Assert.Equal([2 - 3 + 5, -2 + 3 + 5, 7 - 11 + 13, -7 + 11 + 13], layer.Forward(input, default).Values);
        Assert.Equal([1 - 10, -1 + 10, 1 + 10, 100 - 1000, -100 + 1000, 100 + 1000], layer.Backward(gradient).Values);
        Assert.Equal([2 + 700, 3 + 1100, 5 + 1300, 20 + 7000, 30 + 11000, 50 + 13000], weights.Latent.Gradient);
    }

    [Fact]
    public void Gradients_of_stochastic_weights_are_those_of_the_weights_that_were_drawn()
    {
        var weights = WeightsOf.Kind(WeightKind.Stochastic, 3, 40, Machines.OneThread);
        var layer = new DenseSums(weights, readsSigns: false, isFirst: false, Machines.OneThread);
        layer.Forward(RandomMatrix.Normal(1, 40, 1), new Noise(3));
        float[] drawn = [.. weights.Effective.Values];
        Assert.NotEqual(drawn, weights.Latent.Values.Select(w => w >= 0 ? 1f : -1f));
        var gradient = layer.Backward(Matrices.Of([1, 10, 100]));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => drawn[i] + (10 * drawn[40 + i]) + (100 * drawn[80 + i])), gradient.Values);
    }

    [Fact]
    public void A_second_step_does_not_add_to_the_gradient_of_the_first()
    {
        var weights = WeightsOf.Kind(WeightKind.Deterministic, 2, 3, Machines.OneThread);
        var layer = new DenseSums(weights, readsSigns: false, isFirst: true, Machines.OneThread);
        for (int step = 0; step < 2; step++)
        {
            layer.Forward(Matrices.Of([1, 2, 3]), default);
            layer.Backward(Matrices.Of([1, 10]));
        }

        Assert.Equal([1, 2, 3, 10, 20, 30], weights.Latent.Gradient);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 63)]
    [InlineData(33, 100)]
    [InlineData(10, 256)]
    public void Products_of_bits_equal_products_of_floats(int outputs, int fanIn)
    {
        var machine = Machines.With(3);
        var input = RandomMatrix.Signs(37, fanIn, 1);
        Assert.Equal(Sums(readsSigns: false), Sums(readsSigns: true));

        float[] Sums(bool readsSigns) =>
            new DenseSums(WeightsOf.Kind(WeightKind.Deterministic, outputs, fanIn, machine), readsSigns, isFirst: false, machine)
                .Forward(input, default).Values;
    }

    [Fact]
    public void Real_weights_are_not_taken_for_bits()
    {
        var weights = WeightsOf.Kind(WeightKind.Real, Matrices.Of([0.5f, 0.25f]), Machines.OneThread);
        var layer = new DenseSums(weights, readsSigns: true, isFirst: false, Machines.OneThread);
        Assert.Equal([0.25f], layer.Forward(Matrices.Of([1, -1]), default).Values);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same()
    {
        var (sums, ofInput, ofWeights) = Step(1);
        var (sumsOfThree, ofInputOfThree, ofWeightsOfThree) = Step(3);
        Assert.Equal(sums, sumsOfThree);
        Assert.Equal(ofInput, ofInputOfThree);
        Assert.Equal(ofWeights, ofWeightsOfThree);

        static (float[] Sums, float[] OfInput, float[] OfWeights) Step(int threads)
        {
            var machine = Machines.With(threads);
            var weights = WeightsOf.Kind(WeightKind.Real, 70, 30, machine);
            var layer = new DenseSums(weights, readsSigns: false, isFirst: false, machine);
            var sums = layer.Forward(RandomMatrix.Normal(50, 30, 1), default);
            return (sums.Values, layer.Backward(RandomMatrix.Normal(50, 70, 2)).Values, weights.Latent.Gradient);
        }
    }

    [Fact]
    public void The_pixels_of_an_image_are_one_row()
    {
        // Two images of 2 pixels with 2 channels.
        var weights = WeightsOf.Kind(WeightKind.Real, Matrices.Of([1, 10, 100, 1000]), Machines.OneThread);
        var layer = new DenseSums(weights, readsSigns: false, isFirst: false, Machines.OneThread);
        Assert.Equal([4321, 8765], layer.Forward(Matrices.Of([1, 2], [3, 4], [5, 6], [7, 8]), default).Values);
        var gradient = layer.Backward(Matrices.Of([1], [2]));
        Assert.Equal((4, 2), (gradient.Rows, gradient.Columns));
        Assert.Equal([1, 10, 100, 1000, 2, 20, 200, 2000], gradient.Values);
    }
}
