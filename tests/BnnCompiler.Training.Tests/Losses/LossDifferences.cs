// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Tests.Algebra;
using BnnCompiler.Training.Tests.Layers;

namespace BnnCompiler.Training.Tests.Losses;

/// <summary>Compares a loss's gradient with finite differences.</summary>
internal static class LossDifferences
{
    public static byte[] Labels { get; } = [2, 0, 1, 1];

    public static Matrix Scores => RandomMatrix.Normal(4, 3, 1);

    /// <param name="loss">Of scores, with its gradient.</param>
    public static void Check(Func<Matrix, Matrix, double> loss)
    {
        Matrix scores = Scores, gradient = new(4, 3), ignored = new(4, 3);
        gradient.Values.AsSpan().Fill(7);
        loss(scores, gradient);
        FiniteDifferences.AssertClose(FiniteDifferences.Of(() => loss(scores, ignored), scores.Values), gradient.Values, 2e-4);
    }
}
