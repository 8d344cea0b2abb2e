// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class SmoothActivationTests
{
    [Fact]
    public void Hard_tanh_clips_and_passes_the_gradient_inside_of_its_ends()
    {
        var layer = new SmoothActivation(-1, 1, Machines.OneThread);
        Assert.Equal([-1, -1, -0.5f, 0, 1, 1], layer.Forward(Matrices.Of([-2, -1, -0.5f, 0, 1, 1.5f]), default).Values);
        Assert.Equal([0, 2, 3, 4, 5, 0], layer.Backward(Matrices.Of([1, 2, 3, 4, 5, 6])).Values);
    }

    [Fact]
    public void Relu_cuts_off_what_is_negative()
    {
        var layer = new SmoothActivation(0, float.PositiveInfinity, Machines.OneThread);
        Assert.Equal([0, 0.5f, 1000], layer.Forward(Matrices.Of([-2, 0.5f, 1000]), default).Values);
        Assert.Equal([0, 2, 3], layer.Backward(Matrices.Of([1, 2, 3])).Values);
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        // No number comes within two steps of an end.
        var input = Matrices.Of([-1.5f, -0.75f, -0.25f, 0.5f], [1.25f, 0.75f, -2, 3]);
        FiniteDifferences.Check(new SmoothActivation(-1, 1, Machines.With(2)), input);
        FiniteDifferences.Check(new SmoothActivation(0, float.PositiveInfinity, Machines.With(2)), input);
    }
}
