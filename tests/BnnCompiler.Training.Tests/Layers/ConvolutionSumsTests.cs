// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class ConvolutionSumsTests
{
    [Theory]
    [InlineData(1, 3, 3, 3)]
    [InlineData(2, 4, 3, 3)]
    [InlineData(3, 5, 4, 5)]
    [InlineData(2, 1, 2, 3)] // smaller than the kernel
    [InlineData(2, 3, 3, 1)]
    public void A_sum_is_that_of_the_taps_inside_of_the_image(int channels, int height, int width, int kernel)
    {
        var image = new ImageShape(channels, height, width);
        Matrix input = RandomMatrix.Whole(2 * image.Pixels, channels, 1), weights = RandomMatrix.Whole(3, kernel * kernel * channels, 2);
        var sums = Layer(WeightsOf.Kind(WeightKind.Real, weights, Machines.OneThread), image, kernel).Forward(input, default);
        for (int row = 0; row < sums.Rows; row++)
        {
            for (int output = 0; output < 3; output++)
                Assert.Equal(Sum(row, output), sums.Row(row)[output]);
        }

        float Sum(int row, int output)
        {
            int of = row / image.Pixels * image.Pixels, y = row % image.Pixels / width, x = row % width;
            float sum = 0;
            for (int ky = 0; ky < kernel; ky++)
            {
                for (int kx = 0; kx < kernel; kx++)
                {
                    int yy = y + ky - (kernel / 2), xx = x + kx - (kernel / 2);
                    for (int c = 0; c < channels && yy >= 0 && yy < height && xx >= 0 && xx < width; c++)
                        sum += input.Row(of + (yy * width) + xx)[c] * weights.Row(output)[(((ky * kernel) + kx) * channels) + c];
                }
            }

            return sum;
        }
    }

    [Theory]
    [InlineData(2, 3, 4, 3)]
    [InlineData(1, 2, 2, 3)]
    [InlineData(1, 4, 3, 5)]
    public void Gradients_of_real_weights_are_those_of_finite_differences(int channels, int height, int width, int kernel)
    {
        var image = new ImageShape(channels, height, width);
        var weights = WeightsOf.Kind(WeightKind.Real, 3, kernel * kernel * channels, Machines.OneThread);
        FiniteDifferences.Check(Layer(weights, image, kernel), RandomMatrix.Normal(2 * image.Pixels, channels, 1));
    }

    [Fact]
    public void Gradients_of_binary_weights_are_those_with_respect_to_the_signs_and_have_no_mask()
    {
        // One pixel under the middle of 3 x 3 latent weights, of which four are outside of [-1, 1]: the other taps are padding.
        var weights = WeightsOf.Kind(WeightKind.Deterministic, Matrices.Of([2, 2, 0.5f, 2, -3, 0.5f, -1, -1, -1]), Machines.OneThread);
        var layer = Layer(weights, new(1, 1, 1), 3);
        Assert.Equal([-7], layer.Forward(Matrices.Of([7]), default).Values);
        Assert.Equal([-5], layer.Backward(Matrices.Of([5])).Values);
        Assert.Equal([0, 0, 0, 0, 35, 0, 0, 0, 0], weights.Latent.Gradient);
    }

    [Theory]
    [InlineData(1, 3, 3, 3, 1)]
    [InlineData(3, 5, 7, 3, 10)]
    [InlineData(64, 4, 4, 3, 5)]
    [InlineData(65, 3, 2, 3, 9)]
    [InlineData(5, 4, 2, 5, 3)]
    [InlineData(7, 2, 9, 5, 2)]
    [InlineData(20, 1, 1, 3, 4)]
    [InlineData(5, 3, 3, 1, 4)]
    public void Products_of_bits_equal_products_of_floats_at_the_border_too(int channels, int height, int width, int kernel, int outputs)
    {
        var image = new ImageShape(channels, height, width);
        var input = RandomMatrix.Signs(3 * image.Pixels, channels, 1);
        Assert.Equal(Sums(readsSigns: false), Sums(readsSigns: true));

        float[] Sums(bool readsSigns)
        {
            var weights = WeightsOf.Kind(WeightKind.Deterministic, outputs, kernel * kernel * channels, Machines.OneThread);
            return Layer(weights, image, kernel, readsSigns: readsSigns).Forward(input, default).Values;
        }
    }

    // Chunks of 1 image, of 3, so that 7 images leave one over, and of more than there are.
    [Theory]
    [InlineData(16, 32, 32)]
    [InlineData(16, 16, 32)]
    [InlineData(2, 4, 4)]
    public void Any_number_of_threads_and_any_chunks_give_the_same(int channels, int height, int width)
    {
        const int Images = 7, Outputs = 3;
        var image = new ImageShape(channels, height, width);
        Matrix input = RandomMatrix.Whole(Images * image.Pixels, channels, 1), gradient = RandomMatrix.Whole(Images * image.Pixels, Outputs, 2);
        var one = Step(1, 0, Images);
        var three = Step(3, 0, Images);
        Assert.Equal(one.Sums, three.Sums);
        Assert.Equal(one.OfInput, three.OfInput);
        Assert.Equal(one.OfWeights, three.OfWeights);

        // Image by image, there are no chunks to mix up.
        var alone = Enumerable.Range(0, Images).Select(i => Step(1, i, 1)).ToList();
        Assert.Equal(alone.SelectMany(step => step.Sums), one.Sums);
        Assert.Equal(alone.SelectMany(step => step.OfInput), one.OfInput);
        Assert.Equal(Enumerable.Range(0, one.OfWeights.Length).Select(w => alone.Sum(step => step.OfWeights[w])), one.OfWeights);

        (float[] Sums, float[] OfInput, float[] OfWeights) Step(int threads, int first, int count)
        {
            var machine = Machines.With(threads);
            var weights = WeightsOf.Kind(WeightKind.Real, RandomMatrix.Whole(Outputs, 9 * channels, 3), machine);
            var layer = new ConvolutionSums(weights, image, 3, readsSigns: false, isFirst: false, machine);
            var sums = layer.Forward(Images(input), default);
            return (sums.Values, layer.Backward(Images(gradient)).Values, weights.Latent.Gradient);

            Matrix Images(Matrix all)
            {
                var some = new Matrix(count * image.Pixels, all.Columns);
                all.Values.AsSpan(first * image.Pixels * all.Columns, some.Values.Length).CopyTo(some.Values);
                return some;
            }
        }
    }

    [Fact]
    public void A_second_step_does_not_add_to_the_gradient_of_the_first()
    {
        var weights = WeightsOf.Kind(WeightKind.Deterministic, 1, 9, Machines.OneThread);
        var layer = new ConvolutionSums(weights, new(1, 1, 2), 3, readsSigns: false, isFirst: true, Machines.OneThread);
        for (int step = 0; step < 2; step++)
        {
            layer.Forward(Matrices.Column(2, 3), default);
            layer.Backward(Matrices.Column(10, 100));
        }

        Assert.Equal([0, 0, 0, 200, 20 + 300, 30, 0, 0, 0], weights.Latent.Gradient);
    }

    private static ConvolutionSums Layer(Weights weights, ImageShape image, int kernel, bool readsSigns = false) =>
        new(weights, image, kernel, readsSigns, isFirst: false, Machines.OneThread);
}
