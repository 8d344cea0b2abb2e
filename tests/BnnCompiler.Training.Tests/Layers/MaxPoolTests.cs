// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class MaxPoolTests
{
    [Fact]
    public void The_greatest_of_a_window_stands_for_it_and_gets_its_gradient()
    {
        // 1 5 | 3 0 | 9      The last row and column fill no window.
        // 2 4 | 8 7 | 9
        // 9 9   9 9   9
        var layer = new MaxPool(new(1, 3, 5), 2, Machines.OneThread);
        Assert.Equal([5, 8], layer.Forward(Matrices.Column(1, 5, 3, 0, 9, 2, 4, 8, 7, 9, 9, 9, 9, 9, 9), default).Values);
        Assert.Equal([0, 10, 0, 0, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0], layer.Backward(Matrices.Column(10, 20)).Values);
    }

    [Theory]
    [InlineData(new float[] { 3, 3, 3, 3 }, new float[] { 1, 0, 0, 0 })]
    [InlineData(new float[] { 2, 3, 3, 3 }, new float[] { 0, 1, 0, 0 })]
    [InlineData(new float[] { 2, 2, 3, 3 }, new float[] { 0, 0, 1, 0 })]
    public void Of_equal_numbers_the_first_gets_the_gradient(float[] window, float[] gradient)
    {
        // Of 19 channels: vectors and a rest.
        var layer = new MaxPool(new(19, 2, 2), 2, Machines.OneThread);
        layer.Forward(Repeated(window), default);
        Assert.Equal(Repeated(gradient).Values, layer.Backward(Repeated(1)).Values);

        static Matrix Repeated(params float[] pixels) => Matrices.Of([.. pixels.Select(pixel => Enumerable.Repeat(pixel, 19).ToArray())]);
    }

    [Theory]
    [InlineData(1, 4, 4, 2)]
    [InlineData(19, 4, 5, 2)] // vectors and a rest
    [InlineData(3, 7, 6, 3)]
    public void Gradients_are_those_of_finite_differences(int channels, int height, int width, int size)
    {
        // Every number once, so that a step of a quarter changes no order.
        var input = new Matrix(2 * height * width, channels);
        int[] order = [.. Enumerable.Range(0, input.Values.Length)];
        new RandomNumbers(1).Shuffle(order);
        for (int i = 0; i < order.Length; i++)
            input.Values[i] = order[i];
        FiniteDifferences.Check(new MaxPool(new(channels, height, width), size, Machines.OneThread), input);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same()
    {
        Assert.Equal(Step(1), Step(3));

        static float[] Step(int threads)
        {
            var layer = new MaxPool(new(11, 5, 4), 2, Machines.With(threads));
            float[] result = layer.Forward(RandomMatrix.Whole(5 * 20, 11, 1), default).Values;
            return [.. result, .. layer.Backward(RandomMatrix.Whole(5 * 4, 11, 2)).Values];
        }
    }
}
