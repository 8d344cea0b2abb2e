// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// In training every number is 0 with <paramref name="probability"/> and else divided by 1 - probability, so that inference does without it
/// (Srivastava et al., 2014; the paper's MNIST recipe).
/// </summary>
internal sealed class Dropout(float probability, Machine machine) : Layer
{
    private readonly float _scale = 1 / (1 - probability);
    private Matrix? _result;
    private Noise _noise;

    public override Matrix Forward(Matrix input, Noise noise)
    {
        _noise = noise;
        var result = Sized(ref _result, input.Rows, input.Columns);
        Apply(input, result);
        return result;
    }

    public override Matrix Infer(Matrix input) => input;

    public override Matrix Backward(Matrix gradient)
    {
        Apply(gradient, gradient);
        return gradient;
    }

    // The same numbers are dropped both ways: the noise is drawn by index.
    private void Apply(Matrix from, Matrix to) => machine.Workers.Split(from.Rows, 1, (_, first, end) =>
    {
        for (int i = first * from.Columns; i < end * from.Columns; i++)
            to.Values[i] = _noise.Uniform(i) < probability ? 0 : from.Values[i] * _scale;
    });
}
