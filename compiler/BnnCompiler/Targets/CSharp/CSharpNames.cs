// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Targets.CSharp;

/// <summary>
/// C# identifiers from names of the model: only letters and digits, so that nothing in a model file can become code, and unique in the class.
/// </summary>
internal sealed class CSharpNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<object, string> _names = [];

    /// <summary>Names that mean something else in the generated class.</summary>
    public CSharpNames(params string[] reserved) => _taken.UnionWith(reserved);

    /// <summary>The name of a static table: <c>Fc1Weights</c>.</summary>
    public string Table(Constant constant, Op reader, string role) => For(constant, Pascal(reader.Name) + Pascal(role));

    /// <summary>The name of a local variable: <c>fc1</c>.</summary>
    public string Local(object key, string name) => For(key, Camel(name));

    private string For(object key, string wanted)
    {
        if (_names.TryGetValue(key, out string? known))
            return known;
        string name = wanted;
        for (int number = 2; IsKeyword(name) || !_taken.Add(name); number++)
            name = wanted + NumberText.Of(number);
        return _names[key] = name;
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

    /// <summary>The reserved words that a camel-case name can be.</summary>
    private static bool IsKeyword(string name) => name is
        "abstract" or "as" or "base" or "bool" or "break" or "byte" or "case" or "catch" or "char" or "checked" or "class" or "const"
        or "continue" or "decimal" or "default" or "delegate" or "do" or "double" or "else" or "enum" or "event" or "explicit" or "extern"
        or "false" or "finally" or "fixed" or "float" or "for" or "foreach" or "goto" or "if" or "implicit" or "in" or "int" or "interface"
        or "internal" or "is" or "lock" or "long" or "namespace" or "new" or "null" or "object" or "operator" or "out" or "override"
        or "params" or "private" or "protected" or "public" or "readonly" or "ref" or "return" or "sbyte" or "sealed" or "short" or "sizeof"
        or "stackalloc" or "static" or "string" or "struct" or "switch" or "this" or "throw" or "true" or "try" or "typeof" or "uint"
        or "ulong" or "unchecked" or "unsafe" or "ushort" or "using" or "virtual" or "void" or "volatile" or "while";
}
