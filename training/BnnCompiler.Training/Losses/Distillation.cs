// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Losses;

/// <summary>
/// Learning from a teacher's scores as well (Hinton, Vinyals, Dean, 2015): (1 - weight) · loss + weight · T² · cross-entropy between the teacher's
/// softmax and the network's, both at temperature T.
/// </summary>
internal sealed class Distillation(Loss loss, float weight, float temperature)
{
    private Matrix? _probabilities;

    /// <summary>As <see cref="Loss.Of"/>, with the teacher's scores for the same examples.</summary>
    public double Of(Matrix scores, Matrix teacherScores, ReadOnlySpan<byte> labels, Matrix gradient)
    {
        double own = loss.Of(scores, labels, gradient);
        TensorPrimitives.Multiply(gradient.Values, 1 - weight, gradient.Values);
        if (_probabilities is null || _probabilities.Columns != scores.Columns)
            _probabilities = new(2, scores.Columns);

        var student = _probabilities.Row(0);
        var teacher = _probabilities.Row(1);
        double sum = 0;
        for (int example = 0; example < scores.Rows; example++)
        {
            CrossEntropy.Softmax(scores.Row(example), temperature, student);
            CrossEntropy.Softmax(teacherScores.Row(example), temperature, teacher);
            for (int c = 0; c < student.Length; c++)
            {
                sum -= teacher[c] * Math.Log(Math.Max(student[c], float.Epsilon));

                // Of T² · cross-entropy(scores / T): T² · (p - q) / T.
                gradient.Row(example)[c] += weight * temperature * (student[c] - teacher[c]) / scores.Rows;
            }
        }

        return ((1 - weight) * own) + (weight * temperature * temperature * sum / scores.Rows);
    }
}
