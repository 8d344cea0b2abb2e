// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Hosting;

/// <summary>Prints the result of one example a line: aligned columns, or JSON.</summary>
internal sealed class ResultWriter(Utf8Output output, ClassifierInfo info, ClassifierOptions options)
{
    private const int IndexWidth = 7;

    // The longest float32 in shortest form: -1.17549435E-38.
    private const int ScoreWidth = 15;

    private readonly int[] _best = new int[Math.Min(options.Top, info.ClassCount)];

    public void WriteHeading()
    {
        if (!options.Json && !options.Quiet)
            output.Write("  index  class  ").Write(_best.Length == 0 ? "scores" : "best classes and their scores").Write("\n");
    }

    /// <param name="index">The example's place among all files.</param>
    /// <param name="scores">The example's scores.</param>
    /// <param name="label">The right class, or -1 where it is not known.</param>
    public void Write(int index, ReadOnlySpan<float> scores, int label)
    {
        if (options.Quiet)
            return;
        Prediction.BestOf(scores, _best);
        if (options.Json)
            WriteJson(scores, label);
        else
            WriteText(index, scores, label);
        output.Write("\n");
    }

    private void WriteText(int index, ReadOnlySpan<float> scores, int label)
    {
        int found = Prediction.ClassOf(scores);
        output.Write(index, IndexWidth).Write(found, IndexWidth);
        if (_best.Length == 0)
        {
            foreach (float score in scores)
                output.Write(" ").Write(score, ScoreWidth);
        }

        foreach (int candidate in _best)
            output.Write(candidate, IndexWidth).Write(":").Write(scores[candidate], ScoreWidth);
        if (label >= 0 && label != found)
            output.Write("  wrong, is ").Write(label);
    }

    private void WriteJson(ReadOnlySpan<float> scores, int label)
    {
        output.Write("{\"class\":").Write(Prediction.ClassOf(scores));
        if (label >= 0)
            output.Write(",\"label\":").Write(label);
        for (int i = 0; i < _best.Length; i++)
            output.Write(i == 0 ? ",\"top\":[" : ",").Write(_best[i]);
        output.Write(_best.Length == 0 ? "" : "]");
        for (int i = 0; i < scores.Length; i++)
            WriteScore(i == 0 ? ",\"scores\":[" : ",", scores[i]);
        output.Write("]}");
    }

    private void WriteScore(string separator, float score)
    {
        output.Write(separator);
        if (float.IsFinite(score))
            output.Write(score);
        else
            output.Write("null"); // JSON has no infinity and no NaN
    }
}
