// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// clip(x, low, high), of a float network that teaches a binary one: hard tanh, or ReLU with an infinite high end. The gradient passes where x is
/// inside, the ends included.
/// </summary>
internal sealed class SmoothActivation(float low, float high, Machine machine) : Layer
{
    private Matrix? _input, _result;

    public override Matrix Forward(Matrix input, Noise noise) => Infer(_input = input);

    public override Matrix Infer(Matrix input)
    {
        var result = Sized(ref _result, input.Rows, input.Columns);
        machine.Workers.Split(input.Rows, 1, (_, first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                TensorPrimitives.Max(input.Row(row), low, result.Row(row));
                TensorPrimitives.Min(result.Row(row), high, result.Row(row));
            }
        });
        return result;
    }

    public override Matrix Backward(Matrix gradient)
    {
        var input = _input!;
        for (int i = 0; i < input.Values.Length; i++)
        {
            if (!(input.Values[i] >= low && input.Values[i] <= high))
                gradient.Values[i] = 0;
        }

        return gradient;
    }
}
