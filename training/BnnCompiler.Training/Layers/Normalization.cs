// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// What batch norm and its shift-based form share: a learned scale gamma and offset beta per channel (and the bias b of the sums, which the paper's
/// code learns although the mean takes it
/// out again), and running averages of the mean and of 1 / standard deviation, which stand for the batch's own at inference.
/// </summary>
internal abstract class Normalization : Layer
{
    // A vector or two of columns per thread at the least.
    private const int Grain = 16;

    private readonly Machine _machine;
    private Matrix? _gradient, _inferred;

    /// <summary>gamma 1, beta 0, b 0, mean 0, 1 / deviation 1.</summary>
    protected Normalization(string name, int channels, NormSettings settings, Machine machine)
    {
        _machine = machine;
        Settings = settings;
        Gamma = new($"{name}.gamma", [.. Enumerable.Repeat(1f, channels)]) { Fan = (0, channels) };
        Beta = new($"{name}.beta", new float[channels]);
        Bias = new($"{name}.bias", new float[channels]);
        Mean = new float[channels];
        InverseDeviation = [.. Enumerable.Repeat(1f, channels)];
    }

    public override IReadOnlyList<Parameter> Parameters => Settings.LearnsBias ? [Gamma, Beta, Bias] : [Gamma, Beta];

    /// <summary>Scale.</summary>
    public Parameter Gamma { get; }

    /// <summary>Offset.</summary>
    public Parameter Beta { get; }

    /// <summary>Added to the sums, before the mean is taken off.</summary>
    public Parameter Bias { get; }

    /// <summary>Running average of the batches' means of sum + bias.</summary>
    public float[] Mean { get; }

    /// <summary>
    /// Running average of 1 / sqrt(variance + epsilon): of the inverse deviation and not of the variance, as the paper's code does.
    /// </summary>
    public float[] InverseDeviation { get; }

    /// <summary>The scale that inference multiplies with.</summary>
    public virtual float[] InferenceGamma => Gamma.Values;

    /// <summary>The inverse deviation that inference multiplies with.</summary>
    public virtual float[] InferenceInverseDeviation => InverseDeviation;

    /// <summary>How it normalizes.</summary>
    protected NormSettings Settings { get; }

    public sealed override Matrix Forward(Matrix input, Noise noise)
    {
        var result = Prepare(input.Rows, input.Columns);
        _machine.Workers.Split(input.Columns, Grain, (_, first, end) =>
            Forward(input.View.SliceColumns(first, end - first), result.View.SliceColumns(first, end - first), first));
        return result;
    }

    /// <summary>
    /// ((x + b) - mean) · (gamma · 1 / deviation) + beta, each operation rounded to float32: what <see cref="BinaryNet.BinaryNetModel"/> compiles.
    /// </summary>
    public sealed override Matrix Infer(Matrix input)
    {
        var result = Sized(ref _inferred, input.Rows, input.Columns);
        float[] scale = new float[input.Columns];
        TensorPrimitives.Multiply(InferenceGamma, InferenceInverseDeviation, scale);
        _machine.Workers.Split(input.Rows, 1, (_, first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                var target = result.Row(row);
                TensorPrimitives.Add(input.Row(row), Bias.Values, target);
                TensorPrimitives.Subtract(target, Mean, target);
                TensorPrimitives.Multiply(target, scale, target);
                TensorPrimitives.Add(target, Beta.Values, target);
            }
        });
        return result;
    }

    /// <summary>
    /// Sets the averages that inference uses to those of all batches: first the mean, then, of what is left without it, the deviation.
    /// </summary>
    public void Estimate(Func<IEnumerable<Matrix>> batches)
    {
        int channels = Mean.Length;
        double[] sums = new double[channels];
        long rows = 0;
        foreach (var batch in batches())
        {
            Gather(batch, sums, (part, _, result) => ColumnSums.Of(part, result));
            rows += batch.Rows;
        }

        for (int channel = 0; channel < channels; channel++)
            Mean[channel] = (float)(sums[channel] / rows) + Bias.Values[channel];
        Array.Clear(sums);
        float[] mean = [.. Mean.Zip(Bias.Values, (mean, bias) => mean - bias)];
        foreach (var batch in batches())
        {
            Gather(batch, sums, (part, first, result) =>
            {
                for (int row = 0; row < part.Rows; row++)
                    TensorPrimitives.Subtract(part.Row(row), mean.AsSpan(first, part.Columns), part.Row(row));
                SquareSums(part, result);
            });
        }

        for (int channel = 0; channel < channels; channel++)
            InverseDeviation[channel] = (float)(1 / Math.Sqrt((sums[channel] / rows) + Settings.Epsilon));
    }

    /// <summary>Sums of what the variance is the mean of: squares of centred numbers. May overwrite them.</summary>
    protected virtual void SquareSums(MatrixView centred, Span<double> sums) => ColumnSums.OfProducts(centred, centred, sums);

    private void Gather(Matrix batch, double[] sums, PartialSums partialSums) =>
        _machine.Workers.Split(batch.Columns, Grain, (_, first, end) =>
        {
            Span<double> part = stackalloc double[end - first];
            partialSums(batch.View.SliceColumns(first, end - first), first, part);
            TensorPrimitives.Add(sums.AsSpan(first..end), part, sums.AsSpan(first..end));
        });

    private delegate void PartialSums(MatrixView part, int first, Span<double> sums);

    public sealed override Matrix Backward(Matrix gradient)
    {
        var result = Sized(ref _gradient, gradient.Rows, gradient.Columns);
        _machine.Workers.Split(gradient.Columns, Grain, (_, first, end) =>
        {
            Backward(gradient.View.SliceColumns(first, end - first), result.View.SliceColumns(first, end - first), first);
            if (!Settings.LearnsBias)
                return;
            Span<double> sums = stackalloc double[end - first];
            ColumnSums.Of(result.View.SliceColumns(first, end - first), sums);
            for (int i = 0; i < sums.Length; i++)
                Bias.Gradient[first + i] = (float)sums[i];
        });
        return result;
    }

    /// <summary>Gets ready for a batch; returns the matrix for the result.</summary>
    protected abstract Matrix Prepare(int rows, int channels);

    /// <summary>Normalizes some channels, from <paramref name="first"/> on.</summary>
    protected abstract void Forward(MatrixView input, MatrixView result, int first);

    /// <summary>Gradients of some channels and of their parameters.</summary>
    protected abstract void Backward(MatrixView gradient, MatrixView result, int first);

    /// <summary>Moves the running averages of a channel towards a batch's statistics.</summary>
    protected void Remember(int channel, double mean, double inverseDeviation)
    {
        Mean[channel] += Settings.Momentum * ((float)mean + Bias.Values[channel] - Mean[channel]);
        InverseDeviation[channel] += Settings.Momentum * ((float)inverseDeviation - InverseDeviation[channel]);
    }
}
