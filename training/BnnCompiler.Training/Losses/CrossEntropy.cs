// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Losses;

/// <summary>Softmax cross-entropy: the mean over examples of -ln softmax(scores)[label].</summary>
internal sealed class CrossEntropy : Loss
{
    public override double Of(Matrix scores, ReadOnlySpan<byte> labels, Matrix gradient)
    {
        double sum = 0;
        for (int example = 0; example < scores.Rows; example++)
        {
            var probabilities = gradient.Row(example);
            Softmax(scores.Row(example), 1, probabilities);
            sum -= Math.Log(Math.Max(probabilities[labels[example]], float.Epsilon));
            probabilities[labels[example]] -= 1;
            TensorPrimitives.Divide(probabilities, scores.Rows, probabilities);
        }

        return sum / scores.Rows;
    }

    /// <summary>probabilities = softmax(scores / temperature), with the greatest score taken off first, so that nothing overflows.</summary>
    public static void Softmax(ReadOnlySpan<float> scores, float temperature, Span<float> probabilities)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), probabilities);
        TensorPrimitives.Divide(probabilities, temperature, probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        TensorPrimitives.Divide(probabilities, TensorPrimitives.Sum<float>(probabilities), probabilities);
    }
}
