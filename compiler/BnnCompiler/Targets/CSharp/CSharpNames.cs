// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.IR;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp;

/// <summary>
/// C# identifiers from names of the model: only letters and digits, so that nothing in a model file can become code, and unique in the class.
/// </summary>
internal sealed class CSharpNames
{
    private static readonly string[] Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object",
        "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short",
        "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked",
        "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];

    private readonly UniqueNames _unique;
    private readonly Dictionary<object, string> _names = [];

    /// <summary>Names that mean something else in the generated class are not given.</summary>
    public CSharpNames(params string[] reserved) => _unique = new("", [.. Keywords, .. reserved]);

    /// <summary>The name of a static table: <c>Fc1Weights</c>.</summary>
    public string Table(object key, Op reader, string role) => For(key, Pascal(reader.Name) + Pascal(role));

    /// <summary>The name of a local variable: <c>fc1</c>.</summary>
    public string Local(object key, string name) => For(key, Camel(name));

    /// <summary>The name of a method that computes an op and that nobody asks for twice: <c>ComputeFc1</c>.</summary>
    public string Method(Op op) => _unique.For("Compute" + Pascal(op.Name));

    /// <summary>The name of a method that carries out several steps: <c>ComputeFc1ToSign2</c>.</summary>
    public string Method(Op first, Op last) => _unique.For($"Compute{Pascal(first.Name)}To{Pascal(last.Name)}");

    /// <summary>The name of a static field: <c>s_fc1</c>.</summary>
    public string Field(Op op) => _unique.For("s_" + Camel(op.Name));

    private string For(object key, string wanted)
    {
        if (!_names.TryGetValue(key, out string? name))
            _names[key] = name = _unique.For(wanted);
        return name;
    }

    /// <summary><c>my_model.fc1</c> as <c>MyModelFc1</c>.</summary>
    public static string Pascal(string name)
    {
        var identifier = new StringBuilder();
        bool startsWord = true;
        foreach (char c in name)
        {
            bool isLetter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (isLetter || (c is >= '0' and <= '9' && identifier.Length > 0))
                identifier.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = !isLetter;
        }

        return identifier.Length == 0 ? "Tensor" : identifier.ToString();
    }

    private static string Camel(string name)
    {
        string pascal = Pascal(name);
        return char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }
}
