// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Tests.Networks;

/// <summary>Losses of float64 scores, written out.</summary>
internal static class NaiveLoss
{
    /// <summary>
    /// Squared hinge or cross-entropy; with a teacher half of it, and half of 2² times the cross-entropy with the teacher at temperature 2.
    /// </summary>
    public static double Of(double[][] scores, byte[] labels, bool isHinge, double[][]? teacher)
    {
        double own = scores.Zip(labels, (row, label) => isHinge ? Hinge(row, label) : -Math.Log(Softmax(row, 1)[label])).Average();
        return teacher is null ? own : (0.5 * own) + (0.5 * 4 * scores.Zip(teacher, Taught).Average());
    }

    private static double Hinge(double[] scores, byte label) =>
        scores.Select((y, c) => Math.Pow(Math.Max(0, 1 - ((c == label ? 1 : -1) * y)), 2)).Average();

    private static double Taught(double[] scores, double[] teacher) => -Softmax(teacher, 2).Zip(Softmax(scores, 2), (q, p) => q * Math.Log(p)).Sum();

    private static double[] Softmax(double[] scores, double temperature)
    {
        double[] powers = [.. scores.Select(y => Math.Exp(y / temperature))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
