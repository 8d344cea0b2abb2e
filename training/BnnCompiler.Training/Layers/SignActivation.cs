// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>Binarizes a batch; backwards, the straight-through estimator with saturation (Algorithm 1 of the paper).</summary>
internal sealed class SignActivation(bool isStochastic, Machine machine) : Layer
{
    private Matrix? _input, _signs;

    public override Matrix Forward(Matrix input, Noise noise) => Signs(_input = input, isStochastic ? noise : null);

    public override Matrix Infer(Matrix input) => Signs(input, noise: null);

    public override Matrix Backward(Matrix gradient)
    {
        machine.Workers.Split(gradient.Rows, 1, (_, first, end) =>
        {
            int start = first * gradient.Columns, length = (end - first) * gradient.Columns;
            Binarization.StraightThrough(_input!.Values.AsSpan(start, length), gradient.Values.AsSpan(start, length), limit: 1);
        });
        return gradient;
    }

    private Matrix Signs(Matrix input, Noise? noise)
    {
        var signs = Sized(ref _signs, input.Rows, input.Columns);
        machine.Workers.Split(input.Rows, 1, (_, first, end) =>
        {
            int start = first * input.Columns, length = (end - first) * input.Columns;
            if (noise is { } drawn)
                Binarization.Stochastic(input.Values.AsSpan(start, length), signs.Values.AsSpan(start, length), drawn, start);
            else
                Binarization.Deterministic(input.Values.AsSpan(start, length), signs.Values.AsSpan(start, length));
        });
        return signs;
    }
}
