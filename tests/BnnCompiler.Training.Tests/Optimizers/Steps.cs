// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Tests.Optimizers;

/// <summary>Steps of a learner of one number.</summary>
internal static class Steps
{
    /// <summary>The constants of the authors' Theano and Torch7 code.</summary>
    public static OptimizerSettings Settings { get; } = new(0.9f, 0.999f, 1e-8f, 0.9f, 0.3f, PowerRounding.Round);

    /// <summary>A learner of one number.</summary>
    public static Learner Of(OptimizerKind kind, float start, OptimizerSettings? settings = null, float scale = 1, bool clips = false) =>
        new(new Parameter("number", [start]), kind, settings ?? Settings, scale, clips);

    /// <summary>The numbers after steps with some gradients.</summary>
    public static float[] After(this Learner learner, double rate, params float[] gradients)
    {
        float[] numbers = new float[gradients.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            learner.Parameter.Gradient[0] = gradients[i];
            learner.Step(rate, i + 1, new Workers(1));
            numbers[i] = learner.Parameter.Values[0];
        }

        return numbers;
    }

    public static void AssertClose(double[] expected, float[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], tolerance);
    }
}
