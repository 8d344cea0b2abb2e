// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;

namespace BnnCompiler.Tests;

/// <summary>
/// Which folders of a project use which, as its sources say: a file uses the folder of a namespace that it names in a using, and of each type that it
/// names and sees without one. Files beside the folders may use all, and are left out.
/// </summary>
internal sealed partial class FolderGraph
{
    private readonly Dictionary<(string From, string To), string> _uses = [];

    /// <summary>The graph of a project.</summary>
    /// <param name="sources">Its files, each with its path from the project's folder and its text.</param>
    public FolderGraph(IEnumerable<(string Path, string Text)> sources)
    {
        Source[] files = [.. sources.Select(source => new Source(source.Path, source.Text))];
        var folders = files.ToLookup(file => file.Namespace, file => file.Folder);
        var types = files.SelectMany(file => file.Types.Select(type => (Type: type, File: file))).ToLookup(pair => pair.Type, pair => pair.File);
        foreach (var file in files)
        {
            // A namespace that several folders share says nothing; their types do.
            var named = file.Usings.Where(name => folders[name].Distinct().Count() == 1).Select(name => folders[name].First());
            var seen = file.Words.SelectMany(word => types[word.Name]
                .Where(other => word.Folder == other.Folder || (word.Folder.Length == 0 && file.Sees(other)))
                .Select(other => other.Folder));
            foreach (string folder in named.Concat(seen).Where(folder => folder.Length > 0 && file.Folder.Length > 0 && folder != file.Folder))
                _uses.TryAdd((file.Folder, folder), file.Path);
        }
    }

    /// <summary>Folders that use each other, in a circle: each use with a file that has it; empty if there is none.</summary>
    public IReadOnlyList<string> Circle()
    {
        var inCircles = _uses.Where(use => Reaches(use.Key.To, use.Key.From));
        return [.. inCircles.Select(use => $"{use.Key.From} uses {use.Key.To} ({use.Value})").Order(StringComparer.Ordinal)];
    }

    private bool Reaches(string from, string to)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([from]);
        while (pending.TryPop(out string? folder))
        {
            if (folder == to)
                return true;
            foreach (var (_, next) in _uses.Keys.Where(use => use.From == folder && reached.Add(use.To)))
                pending.Push(next);
        }

        return false;
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^(?:[a-z]+ )*(?:class|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex("\"\"\".*?\"\"\"|//[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"", RegexOptions.Singleline)]
    private static partial Regex NoCode();

    // A method has the name of a type now and then: Ops.Select(...) is no Select.
    [GeneratedRegex(@"(?<![\w.])(?:([A-Z]\w*)\.)?([A-Z]\w*)\b(?!\()|(?<![\w.])new (?:([A-Z]\w*)\.)?([A-Z]\w*)")]
    private static partial Regex Word();

    /// <summary>A file, and what it says.</summary>
    private sealed class Source
    {
        public Source(string path, string text)
        {
            string code = NoCode().Replace(text, "");
            Path = path;
            Folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";
            Namespace = NamespaceLine().Match(code).Groups[1].Value;
            Usings = [.. UsingLine().Matches(code).Select(match => match.Groups[1].Value)];
            Types = [.. TypeLine().Matches(code).Select(match => match.Groups[1].Value)];
            Words = [.. Word().Matches(code).SelectMany(Names).Distinct()];
        }

        public string Path { get; }

        public string Folder { get; }

        public string Namespace { get; }

        public IReadOnlyList<string> Usings { get; }

        public IReadOnlyList<string> Types { get; }

        /// <summary>Names in the code, and the folder in front of each, or "".</summary>
        public IReadOnlyList<(string Folder, string Name)> Words { get; }

        /// <summary>Whether the types of a file are seen without their namespace.</summary>
        public bool Sees(Source other) => Usings.Contains(other.Namespace)
            || Namespace == other.Namespace || Namespace.StartsWith(other.Namespace + ".", StringComparison.Ordinal);

        private static IEnumerable<(string Folder, string Name)> Names(Match match)
        {
            string first = match.Groups[1].Value + match.Groups[3].Value, second = match.Groups[2].Value + match.Groups[4].Value;
            yield return (first, second);
            yield return ("", first.Length > 0 ? first : second);
        }
    }
}
