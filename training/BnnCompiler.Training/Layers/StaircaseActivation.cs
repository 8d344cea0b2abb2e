// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// Makes each number one of a few; backwards, the straight-through estimator with saturation, as of a sign: the gradient passes from the first
/// value to the last.
/// </summary>
internal sealed class StaircaseActivation(Staircase staircase, Machine machine) : Layer
{
    private Matrix? _input, _values;

    public override Matrix Forward(Matrix input, Noise noise) => Infer(_input = input);

    public override Matrix Infer(Matrix input)
    {
        var values = Sized(ref _values, input.Rows, input.Columns);
        machine.Workers.Split(input.Rows, 1, (_, first, end) =>
        {
            int start = first * input.Columns, length = (end - first) * input.Columns;
            Staircases.Apply(staircase, input.Values.AsSpan(start, length), values.Values.AsSpan(start, length));
        });
        return values;
    }

    public override Matrix Backward(Matrix gradient)
    {
        machine.Workers.Split(gradient.Rows, 1, (_, first, end) =>
        {
            int start = first * gradient.Columns, length = (end - first) * gradient.Columns;
            Binarization.StraightThrough(_input!.Values.AsSpan(start, length), gradient.Values.AsSpan(start, length), staircase.Last);
        });
        return gradient;
    }
}
