// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Output;

/// <summary>The known word that a misspelt one was probably meant to be.</summary>
internal static class NearestWord
{
    private const int MostEdits = 2;

    /// <summary>The word of <paramref name="known"/> that is at most two edits away, the nearest one; null if there is none.</summary>
    public static string? To(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, edits: Edits(word, candidate)))
        .Where(pair => pair.edits <= MostEdits)
        .OrderBy(pair => pair.edits).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>Insertions, deletions and replacements that lead from one word to the other (Levenshtein), row by row.</summary>
    private static int Edits(string from, string to)
    {
        int[] above = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            int[] row = new int[to.Length + 1];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
                row[j + 1] = Math.Min(Math.Min(row[j], above[j + 1]) + 1, above[j] + (from[i] == to[j] ? 0 : 1));
            above = row;
        }

        return above[to.Length];
    }
}
