// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime;

/// <summary>Reads classes off scores.</summary>
public static class Prediction
{
    /// <summary>The index of the first maximum, as ONNX ArgMax and numpy.argmax say.</summary>
    public static int ClassOf(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }

    /// <summary>Fills <paramref name="best"/> with the classes of the highest scores, highest first, equal scores in class order.</summary>
    internal static void BestOf(ReadOnlySpan<float> scores, Span<int> best)
    {
        Span<bool> taken = scores.Length <= 1024 ? stackalloc bool[scores.Length] : new bool[scores.Length];
        taken.Clear();
        for (int rank = 0; rank < best.Length; rank++)
        {
            int next = -1;
            for (int i = 0; i < scores.Length; i++)
            {
                if (!taken[i] && (next < 0 || scores[i] > scores[next]))
                    next = i;
            }

            taken[next] = true;
            best[rank] = next;
        }
    }
}
