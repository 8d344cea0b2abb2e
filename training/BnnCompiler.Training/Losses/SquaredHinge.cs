// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Losses;

/// <summary>
/// The squared hinge loss of an L2-SVM, one class against all others: the mean over examples and classes of max(0, 1 - t y)², with t = +1 for the
/// right class and -1 for the others (the
/// paper's loss in all experiments).
/// </summary>
internal sealed class SquaredHinge : Loss
{
    public override double Of(Matrix scores, ReadOnlySpan<byte> labels, Matrix gradient)
    {
        double sum = 0;
        float scale = -2f / scores.Values.Length;
        for (int example = 0; example < scores.Rows; example++)
        {
            var from = scores.Row(example);
            var to = gradient.Row(example);
            for (int c = 0; c < from.Length; c++)
            {
                float target = labels[example] == c ? 1 : -1;
                float margin = Math.Max(0, 1 - (target * from[c]));
                sum += (double)margin * margin;
                to[c] = scale * target * margin;
            }
        }

        return sum / scores.Values.Length;
    }
}
