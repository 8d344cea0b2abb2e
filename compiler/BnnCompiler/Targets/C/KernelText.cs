// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BnnCompiler.Targets.C;

/// <summary>
/// The C kernels that one network needs, as text. Each kernel is a file of <c>runtime/c</c>, written for every machine, that names what it calls in a
/// line <c>/* needs: a, b:VALUE */</c>; a file <c>name.avx2.c</c> takes the place of <c>name.c</c> for processors with AVX2. A kernel for several
/// element types is written once, with <c>VALUE</c> for the type, and asked for as <c>name:i32</c>.
/// </summary>
internal sealed class KernelText
{
    private const string Needs = "/* needs: ";
    private const string Licence = "/* SPDX-License-Identifier: MIT */\n";
    private const string Shared = "/* shared */\n";

    private static readonly ConcurrentDictionary<string, ImmutableArray<string>> ParametersOf = new(StringComparer.Ordinal);

    private readonly List<string> _asked = [];

    /// <summary>The name of the function of a kernel, which is needed from now on.</summary>
    public string Function(string kernel)
    {
        if (!_asked.Contains(kernel))
            _asked.Add(kernel);
        return "bnn_" + kernel.Replace(':', '_');
    }

    /// <summary>What a kernel calls its parameters, in their order.</summary>
    public static ImmutableArray<string> Parameters(string kernel) => ParametersOf.GetOrAdd(kernel, ReadParameters);

    /// <summary>What several networks need.</summary>
    public static KernelText Union(IEnumerable<KernelText> texts)
    {
        var union = new KernelText();
        foreach (string kernel in texts.SelectMany(text => text._asked))
            union.Function(kernel);
        return union;
    }

    /// <summary>The text of what all variants share: types, each once.</summary>
    public string SharedText() => string.Join("\n", Closure(InstructionSet.Portable).Where(file => file.IsShared).Select(file => file.Text));

    /// <summary>The text of all kernels that are needed, each behind what it calls, as written for one set of instructions.</summary>
    /// <param name="instructions">The instructions.</param>
    /// <param name="callers">What calls the kernels: functions that nobody calls are left out.</param>
    public string TextFor(InstructionSet instructions, string callers)
    {
        var parts = Closure(instructions).Where(file => !file.IsShared).SelectMany(file => Regex.Split(file.Text.TrimEnd('\n'), "\n\n")).ToList();
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            // Whoever calls it stands behind it.
            if (Defined(parts[i]) is { } name && !parts.Skip(i + 1).Append(callers).Any(text => Mentions(text, name)))
                parts.RemoveAt(i);
        }

        return string.Concat(parts.Select(part => part + "\n\n")).TrimEnd('\n') + "\n";
    }

    private static ImmutableArray<string> ReadParameters(string kernel)
    {
        string text = KernelFile.Of(kernel, InstructionSet.Portable).Text, function = Regex.Escape("bnn_" + kernel.Replace(':', '_'));
        var list = Regex.Match(text, $@"^BNN_(?:KERNEL|INLINE|APART) [^(]*?\b{function}\(([^)]*)\)", RegexOptions.Multiline);
        return list.Success
            ? [.. list.Groups[1].Value.Split(',').Select(parameter => Regex.Match(parameter, @"\w+\s*$").Value.TrimEnd())]
            : throw new NotSupportedException($"The C kernel '{kernel}' defines no function of its name; call it like its file in runtime/c.");
    }

    /// <summary>The function that a part of a file defines; null if it defines none.</summary>
    private static string? Defined(string part) =>
        Regex.Match(part, @"^BNN_(?:KERNEL|INLINE|APART) [^(]*?(bnn_\w+)\(", RegexOptions.Multiline) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    private static bool Mentions(string text, string name) => Regex.IsMatch(text, $@"\b{name}\b");

    private List<KernelFile> Closure(InstructionSet instructions)
    {
        var files = new List<KernelFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<(string Kernel, bool IsDone)>(_asked.AsEnumerable().Reverse().Select(kernel => (kernel, false)));
        while (pending.Count > 0)
        {
            var (kernel, isDone) = pending.Pop();
            var file = KernelFile.Of(kernel, instructions);
            if (isDone)
            {
                files.Add(file);
                continue;
            }

            if (!seen.Add(kernel))
                continue;
            pending.Push((kernel, true));
            foreach (string needed in file.Needs.Reverse())
                pending.Push((needed, false));
        }

        return files;
    }

    /// <summary>One file of <c>runtime/c</c>, its placeholders filled in.</summary>
    /// <param name="Text">Without licence and directives.</param>
    /// <param name="Needs">The kernels it calls.</param>
    /// <param name="IsShared">Whether it holds types, which all variants share.</param>
    private sealed record KernelFile(string Text, ImmutableArray<string> Needs, bool IsShared)
    {
        private static readonly ImmutableDictionary<string, (string Placeholder, string Text)[]> Fillings =
            new Dictionary<string, (string, string)[]>
            {
                [""] = [],
                ["u8"] = [("VALUE_T", "uint8_t"), ("LIMIT_T", "bnn_i32_t"), ("VALUE", "u8"), .. Sums("i32")],
                ["i16"] = [("VALUE_T", "bnn_i16_t"), ("VALUE", "i16"), .. Sums("i32")],
                ["i32"] = [("VALUE_T", "bnn_i32_t"), ("LIMIT_T", "bnn_i32_t"), ("VALUE", "i32"), .. Sums("i32")],
                ["f32"] = [("VALUE_T", "bnn_f32_t"), ("LIMIT_T", "bnn_f32_t"), ("VALUE", "f32"), .. Sums("f32")],
            }.ToImmutableDictionary();

        public static KernelFile Of(string kernel, InstructionSet instructions)
        {
            string[] parts = kernel.Split(':');
            string name = parts[0], element = parts.Length == 1 ? "" : parts[1];
            string text = Read(name, element, instructions).Replace(Licence, "");
            foreach (var (placeholder, filling) in Fillings[element])
                text = Regex.Replace(text, $@"(?<![A-Za-z0-9]){placeholder}(?![A-Za-z0-9])", filling);
            bool isShared = text.StartsWith(Shared, StringComparison.Ordinal);
            if (isShared)
                text = text.Substring(Shared.Length);
            if (!text.StartsWith(KernelText.Needs, StringComparison.Ordinal))
                return new(text, [], isShared);
            int end = text.IndexOf('\n');
            string needs = text.Substring(KernelText.Needs.Length, text.IndexOf(" */", StringComparison.Ordinal) - KernelText.Needs.Length);
            return new(text.Substring(end + 1), [.. needs.Split(',').Select(needed => needed.Trim())], isShared);
        }

        private static (string, string)[] Sums(string element)
        {
            bool isFloat = element == "f32";
            return
            [
                ("SUM_T", isFloat ? "bnn_f32_t" : "bnn_i32_t"),
                ("SUM_V", isFloat ? "__m256" : "__m256i"),
                ("SUM_ZERO", isFloat ? "_mm256_setzero_ps()" : "_mm256_setzero_si256()"),
                ("SUM_SET", isFloat ? "_mm256_set1_ps" : "_mm256_set1_epi32"),
                ("SUM", element),
            ];
        }

        private static string Read(string name, string element, InstructionSet instructions)
        {
            foreach (string suffix in instructions.Suffixes)
            {
                if ((element.Length > 0 ? Resource($"{name}_{element}{suffix}.c") : null) is { } special)
                    return special;
                if (Resource($"{name}{suffix}.c") is { } text)
                    return text;
            }

            throw new NotSupportedException($"There is no C kernel '{name}'; add it to runtime/c.");
        }

        private static string? Resource(string file)
        {
            using var stream = typeof(KernelFile).Assembly.GetManifestResourceStream("bnn.c." + file);
            if (stream is null)
                return null;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd().Replace("\r\n", "\n");
        }
    }
}
