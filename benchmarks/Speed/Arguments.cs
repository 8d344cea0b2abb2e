// SPDX-License-Identifier: MIT
using System.Globalization;

namespace SpeedBenchmark;

/// <summary><c>[FOLDER] [--rounds N] [--only NAME,NAME]</c></summary>
/// <param name="Folder">Where models, builds and reports go.</param>
/// <param name="Rounds">Rounds of each workload.</param>
/// <param name="Only">What to measure; empty for everything.</param>
internal sealed record Arguments(string Folder, int Rounds, IReadOnlyList<string> Only)
{
    private const int DefaultRounds = 40;

    /// <summary>The arguments, or null if they are wrong.</summary>
    public static Arguments? Parse(ReadOnlySpan<string> args, string folder)
    {
        var found = new Arguments(folder, DefaultRounds, []);
        for (int i = 0; i < args.Length; i++)
        {
            bool hasNext = i + 1 < args.Length;
            if (args[i] == "--rounds" && hasNext && Count(args[++i]) is { } rounds)
                found = found with { Rounds = rounds };
            else if (args[i] == "--only" && hasNext)
                found = found with { Only = args[++i].Split(',') };
            else if (i == 0 && !args[i].StartsWith('-'))
                found = found with { Folder = Path.GetFullPath(args[i]) };
            else
                return null;
        }

        return found;
    }

    /// <summary>Whether something is to be measured.</summary>
    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name);

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null;
}
