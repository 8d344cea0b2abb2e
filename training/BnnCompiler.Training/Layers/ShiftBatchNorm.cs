// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// Shift-based batch normalization (the paper's Algorithm 3, as its Torch7 code has it): every product is one with a power of two.
/// With C = x - mean: variance = mean of C · AP2(C), inverse = 1 / sqrt(variance + epsilon), x̂ = C · AP2(inverse), y = x̂ · AP2(gamma) + beta. (The
/// paper's
/// print leaves beta out.)
/// <para>Backwards, batch norm's formula with AP2(C), AP2(inverse) and AP2(gamma) in the places of C, inverse and gamma; gamma's own gradient is Σ g
/// · AP2(x̂).</para>
/// </summary>
internal sealed class ShiftBatchNorm(string name, int channels, NormSettings settings, Machine machine)
    : Normalization(name, channels, settings, machine)
{
    // AP2 of 1 / deviation and of gamma, of the last batch.
    private readonly float[] _inverse = new float[channels], _gamma = new float[channels];
    private Matrix? _centred, _powers, _result;

    public override float[] InferenceGamma => Powers(Gamma.Values);

    public override float[] InferenceInverseDeviation => Powers(InverseDeviation);

    protected override Matrix Prepare(int rows, int channels)
    {
        Sized(ref _centred, rows, channels);
        Sized(ref _powers, rows, channels);
        return Sized(ref _result, rows, channels);
    }

    protected override void Forward(MatrixView input, MatrixView result, int first)
    {
        int rows = input.Rows, columns = input.Columns;
        var centred = _centred!.View.SliceColumns(first, columns);
        var powers = _powers!.View.SliceColumns(first, columns);
        Span<double> sums = stackalloc double[columns];
        Span<float> mean = stackalloc float[columns];
        ColumnSums.Of(input, sums);
        for (int i = 0; i < columns; i++)
            mean[i] = (float)(sums[i] / rows);
        for (int row = 0; row < rows; row++)
        {
            TensorPrimitives.Subtract(input.Row(row), mean, centred.Row(row));
            PowerOfTwo.Of(centred.Row(row), powers.Row(row), Settings.Rounding);
        }

        ColumnSums.OfProducts(centred, powers, sums);
        for (int i = 0; i < columns; i++)
        {
            float inverse = (float)(1 / Math.Sqrt((sums[i] / rows) + Settings.Epsilon));
            Remember(first + i, mean[i], inverse);
            _inverse[first + i] = PowerOfTwo.Of(inverse, Settings.Rounding);
            _gamma[first + i] = PowerOfTwo.Of(Gamma.Values[first + i], Settings.Rounding);
        }

        var beta = Beta.Values.AsSpan(first, columns);
        for (int row = 0; row < rows; row++)
        {
            var target = result.Row(row);
            TensorPrimitives.Multiply(centred.Row(row), _inverse.AsSpan(first, columns), target);
            TensorPrimitives.MultiplyAdd(target, _gamma.AsSpan(first, columns), beta, target);
        }
    }

    protected override void Backward(MatrixView gradient, MatrixView result, int first)
    {
        int rows = gradient.Rows, columns = gradient.Columns;
        var centred = _centred!.View.SliceColumns(first, columns);
        var powers = _powers!.View.SliceColumns(first, columns);
        Span<double> sums = stackalloc double[columns], products = stackalloc double[columns];
        ColumnSums.Of(gradient, sums);
        ColumnSums.OfProducts(gradient, powers, products);
        Span<float> scale = stackalloc float[columns], offset = stackalloc float[columns], slope = stackalloc float[columns];
        for (int i = 0; i < columns; i++)
        {
            float inverse = _inverse[first + i];
            Beta.Gradient[first + i] = (float)sums[i];
            scale[i] = _gamma[first + i] * inverse;
            offset[i] = (float)(sums[i] / rows) * scale[i];
            slope[i] = (float)(-products[i] / rows) * inverse * inverse * scale[i];
        }

        for (int row = 0; row < rows; row++)
        {
            var target = result.Row(row);
            TensorPrimitives.Multiply(gradient.Row(row), scale, target);
            TensorPrimitives.Subtract(target, offset, target);
            TensorPrimitives.MultiplyAdd(powers.Row(row), slope, target, target);

            // AP2(x̂) = AP2(C · 2^k) = AP2(C) · 2^k: the powers become those of x̂, in place, now that C's are used up.
            TensorPrimitives.Multiply(powers.Row(row), _inverse.AsSpan(first, columns), powers.Row(row));
        }

        ColumnSums.OfProducts(gradient, powers, products);
        for (int i = 0; i < columns; i++)
            Gamma.Gradient[first + i] = (float)products[i];
    }

    protected override void SquareSums(MatrixView centred, Span<double> sums)
    {
        var powers = new Matrix(centred.Rows, centred.Columns);
        for (int row = 0; row < centred.Rows; row++)
            PowerOfTwo.Of(centred.Row(row), powers.Row(row), Settings.Rounding);
        ColumnSums.OfProducts(centred, powers.View, sums);
    }

    private float[] Powers(float[] values)
    {
        float[] powers = new float[values.Length];
        PowerOfTwo.Of(values, powers, Settings.Rounding);
        return powers;
    }
}
