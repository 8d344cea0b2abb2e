// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Planning;

/// <summary>Hands out names that differ, also when case is ignored; the first to ask for a name gets it unchanged.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name like <paramref name="wanted"/> that nobody has.</summary>
    public string For(string wanted)
    {
        string stem = wanted.Length == 0 ? "tensor" : wanted;
        string name = stem;
        for (int number = 2; !_taken.Add(name); number++)
            name = stem + "_" + NumberText.Of(number);
        return name;
    }
}
