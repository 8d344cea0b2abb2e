// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.FileTests;

/// <summary>
/// The first line of a file test: <c>pass=NAME</c>, <c>verify stage=packed</c>, <c>parse</c> or <c>roundtrip</c>. What a pass returns is
/// verified and computes the same as its input on random examples, unless <c>meaning=changes</c> says that this is not to be expected.
/// Further options are parameters of the pass: <c>kernels=ActiveRows</c>.
/// </summary>
/// <param name="Verb">pass, verify, parse or roundtrip.</param>
/// <param name="Options">The words of the form <c>key=value</c>.</param>
internal sealed record FileTestCommand(string Verb, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads the words behind <c>; test</c>.</summary>
    public static FileTestCommand Parse(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=', 2)).ToList();
        var options = parts.Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        return new(parts[0][0], options);
    }

    /// <summary>An option that has to be there.</summary>
    public string Option(string name) =>
        Options.TryGetValue(name, out string? value) ? value : throw new FormatException($"'; test {Verb}' needs {name}=...");
}
