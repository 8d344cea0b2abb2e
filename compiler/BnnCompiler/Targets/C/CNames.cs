// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>
/// C identifiers from names of the model: lower-case letters, digits and <c>_</c>, so that nothing in a model file can become code.
/// </summary>
internal sealed class CNames
{
    // Keywords of C and C++, what compilers define or reserve in their own dialects, and the names of the generated code itself.
    private static readonly string[] Reserved =
    [
        "alignas", "alignof", "and", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl", "concept",
        "const", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double", "else", "enum", "explicit",
        "export", "extern", "false", "far", "float", "for", "fortran", "friend", "goto", "hppa", "huge", "i386", "if", "inline", "int",
        "interrupt", "linux", "long", "mips", "mutable", "namespace", "near", "new", "noexcept", "not", "nullptr", "operator", "or", "pixel",
        "private", "protected", "public", "register", "requires", "restrict", "return", "short", "signed", "sizeof", "sparc", "static", "struct",
        "sun", "switch", "template", "this", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unix", "unsigned",
        "using", "vector", "virtual", "void", "volatile", "while", "xor", "arena", "channel", "input", "i", "row", "scores",
    ];

    // A header of the same name would stand in the way of the standard's; main is the program's.
    private static readonly string[] Headers =
    [
        "assert", "complex", "ctype", "errno", "fenv", "inttypes", "iso646", "limits", "locale", "main", "math", "setjmp", "signal", "stdalign",
        "stdarg", "stdatomic", "stdbool", "stddef", "stdint", "stdio", "stdlib", "stdnoreturn", "string", "tgmath", "threads", "time", "uchar",
        "wchar", "wctype", "NULL",
    ];

    private readonly UniqueNames _unique = new("_", Reserved);
    private readonly Dictionary<object, string> _names = [];

    /// <summary>The name of a thing that keeps it.</summary>
    public string For(object key, string wanted)
    {
        if (!_names.TryGetValue(key, out string? name))
            _names[key] = name = _unique.For(Snake(wanted));
        return name;
    }

    /// <summary>The name that a thing was given; null if it has none.</summary>
    public string? Find(object key) => _names.TryGetValue(key, out string? name) ? name : null;

    /// <summary>The prefix for a model.</summary>
    public static string Prefix(string modelName) => Snake(modelName) is var name && IsFree(name) ? name : name + "_network";

    /// <summary>Whether C and the generated code mean nothing else by a name.</summary>
    public static bool IsFree(string name) =>
        Array.IndexOf(Reserved, name) < 0
        && Array.IndexOf(Headers, name) < 0
        && name[0] != '_'
        && !name.EndsWith("_t", StringComparison.Ordinal)
        && !name.StartsWith("bnn", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>my.Model1</c> as <c>my_model1</c>.</summary>
    public static string Snake(string name)
    {
        var identifier = new StringBuilder();
        foreach (char c in name)
        {
            bool isLetter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (isLetter || (c is >= '0' and <= '9' && identifier.Length > 0))
                identifier.Append(char.ToLowerInvariant(c));
            else if (identifier.Length > 0 && identifier[identifier.Length - 1] != '_')
                identifier.Append('_');
        }

        // Types and keywords of C end in _t, or consist of words that _ joins.
        string text = identifier.ToString().TrimEnd('_');
        if (text.EndsWith("_t", StringComparison.Ordinal) || text is "static_assert" or "thread_local" or "not_eq" or "and_eq" or "or_eq" or "xor_eq")
            text += "_";
        return text.Length == 0 ? "tensor" : text.StartsWith("bnn", StringComparison.Ordinal) ? "net_" + text : text;
    }
}
