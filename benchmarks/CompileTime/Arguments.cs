// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using BenchmarkModels;

namespace CompileTimeBenchmark;

/// <summary><c>[NAME...] [--runs N] [--json FILE]</c></summary>
/// <param name="Networks">The networks to measure; all of the paper if none is named.</param>
/// <param name="Runs">How often each command is run.</param>
/// <param name="JsonFile">Where to write the figures as JSON; null for nowhere.</param>
internal sealed record Arguments(ImmutableArray<string> Networks, int Runs, string? JsonFile)
{
    private const int DefaultRuns = 3;

    /// <summary>The arguments, or null if they are wrong.</summary>
    public static Arguments? Parse(string[] args)
    {
        ImmutableArray<string> all = [.. PaperNetworks.All.Select(shape => shape.Name)];
        var found = new Arguments([], DefaultRuns, null);
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--json" && i + 1 < args.Length)
                found = found with { JsonFile = args[++i] };
            else if (args[i] == "--runs" && i + 1 < args.Length && Count(args[++i]) is { } runs)
                found = found with { Runs = runs };
            else if (all.Contains(args[i]))
                found = found with { Networks = [.. found.Networks, args[i]] };
            else
                return null;
        }

        return found.Networks.IsEmpty ? found with { Networks = all } : found;
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null;
}
