// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// Batch normalization over the rows, per channel: y = gamma · x̂ + beta with x̂ = (x - mean) / sqrt(variance + epsilon), variance with 1/N (Ioffe
/// and Szegedy, 2015; the paper's Theano code).
/// </summary>
internal sealed class BatchNorm(string name, int channels, NormSettings settings, Machine machine) : Normalization(name, channels, settings, machine)
{
    private readonly float[] _inverse = new float[channels];
    private Matrix? _normalized, _result;

    protected override Matrix Prepare(int rows, int channels)
    {
        Sized(ref _normalized, rows, channels);
        return Sized(ref _result, rows, channels);
    }

    protected override void Forward(MatrixView input, MatrixView result, int first)
    {
        int rows = input.Rows, columns = input.Columns;
        var normalized = _normalized!.View.SliceColumns(first, columns);
        Span<double> sums = stackalloc double[columns];
        Span<float> mean = stackalloc float[columns];
        ColumnSums.Of(input, sums);
        for (int i = 0; i < columns; i++)
            mean[i] = (float)(sums[i] / rows);
        for (int row = 0; row < rows; row++)
            TensorPrimitives.Subtract(input.Row(row), mean, normalized.Row(row));

        ColumnSums.OfProducts(normalized, normalized, sums);
        var inverse = _inverse.AsSpan(first, columns);
        for (int i = 0; i < columns; i++)
        {
            inverse[i] = (float)(1 / Math.Sqrt((sums[i] / rows) + Settings.Epsilon));
            Remember(first + i, mean[i], inverse[i]);
        }

        var gamma = Gamma.Values.AsSpan(first, columns);
        var beta = Beta.Values.AsSpan(first, columns);
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Multiply(normalized.Row(row), inverse, normalized.Row(row));
            TensorPrimitives.MultiplyAdd(normalized.Row(row), gamma, beta, result.Row(row));
        }
    }

    // With g the gradient of y, N rows: dbeta = Σ g, dgamma = Σ g x̂, dx = gamma / deviation · (g - dbeta / N - x̂ dgamma / N).
    protected override void Backward(MatrixView gradient, MatrixView result, int first)
    {
        int rows = gradient.Rows, columns = gradient.Columns;
        var normalized = _normalized!.View.SliceColumns(first, columns);
        Span<double> sums = stackalloc double[columns], products = stackalloc double[columns];
        ColumnSums.Of(gradient, sums);
        ColumnSums.OfProducts(gradient, normalized, products);
        Span<float> scale = stackalloc float[columns], offset = stackalloc float[columns], slope = stackalloc float[columns];
        for (int i = 0; i < columns; i++)
        {
            Beta.Gradient[first + i] = (float)sums[i];
            Gamma.Gradient[first + i] = (float)products[i];
            scale[i] = Gamma.Values[first + i] * _inverse[first + i];
            offset[i] = (float)(sums[i] / rows) * scale[i];
            slope[i] = (float)(-products[i] / rows) * scale[i];
        }

        for (int row = 0; row < rows; row++)
        {
            var target = result.Row(row);
            TensorPrimitives.Multiply(gradient.Row(row), scale, target);
            TensorPrimitives.Subtract(target, offset, target);
            TensorPrimitives.MultiplyAdd(normalized.Row(row), slope, target, target);
        }
    }
}
