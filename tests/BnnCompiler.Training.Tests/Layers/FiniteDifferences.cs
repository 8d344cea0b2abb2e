// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

/// <summary>
/// Gradients as the differences of a loss say they are. Their loss is a sum of results, each times a number of its own, in float64.
/// </summary>
internal static class FiniteDifferences
{
    /// <summary>
    /// The gradient of a loss, by differences of fourth order: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12 h. With h = 1/16 they are off by
    /// about 1e-5, for float32 results are off by 1e-7; a wrong factor or a term left out is a thousand times that.
    /// </summary>
    public static double[] Of(Func<double> loss, float[] numbers, float step = 1f / 16)
    {
        double[] gradient = new double[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            float number = numbers[i];
            gradient[i] = ((8 * (At(step) - At(-step))) - (At(2 * step) - At(-2 * step))) / (12 * step);
            numbers[i] = number;

            double At(float change)
            {
                numbers[i] = number + change;
                return loss();
            }
        }

        return gradient;
    }

    /// <summary>Checks a layer's gradients with respect to its input and its parameters.</summary>
    public static void Check(Layer layer, Matrix input, Noise noise = default, float step = 1f / 16, double tolerance = 2e-4)
    {
        var result = layer.Forward(input, noise);
        var factors = RandomMatrix.Normal(result.Rows, result.Columns, 77);
        var gradient = new Matrix(result.Rows, result.Columns);
        factors.Values.CopyTo(gradient.Values, 0);
        float[] ofInput = [.. layer.Backward(gradient).Values];
        float[][] ofParameters = [.. layer.Parameters.Select(parameter => parameter.Gradient.ToArray())];

        AssertClose(Of(Loss, input.Values, step), ofInput, tolerance);
        for (int i = 0; i < ofParameters.Length; i++)
            AssertClose(Of(Loss, layer.Parameters[i].Values, step), ofParameters[i], tolerance);

        double Loss()
        {
            foreach (var parameter in layer.Parameters)
                parameter.HasChanged();
            return layer.Forward(input, noise).Values.Zip(factors.Values, (value, factor) => (double)value * factor).Sum();
        }
    }

    /// <summary>Asserts that no number is off by more than a part of the greatest.</summary>
    public static void AssertClose(double[] expected, float[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        double greatest = expected.Max(Math.Abs);
        Assert.True(greatest > 0, "a gradient of zeros shows nothing");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - found[i]) <= tolerance * greatest,
                $"number {i} of {expected.Length}: found {found[i]}, expected {expected[i]}, with {greatest} the greatest");
        }
    }
}
