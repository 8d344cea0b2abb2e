// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Planning;

/// <summary>Hands out names that differ, also when case is ignored; the first to ask for a name gets it unchanged.</summary>
/// <param name="separator">What stands between a name that is taken and the number behind it.</param>
/// <param name="reserved">Names that nobody gets.</param>
internal sealed class UniqueNames(string separator, params IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name like <paramref name="wanted"/> that nobody has.</summary>
    public string For(string wanted)
    {
        string stem = wanted.Length == 0 ? "tensor" : wanted;
        string name = stem;
        _lastNumbers.TryGetValue(stem, out int number);
        for (number = Math.Max(number, 1); !_taken.Add(name); name = stem + separator + NumberText.Of(number))
            number++;
        _lastNumbers[stem] = number;
        return name;
    }
}
