// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using Buffer = BnnCompiler.Planning.Buffer;

namespace BnnCompiler.Targets.CSharp;

/// <summary>What the kernels share while one class is written: the method body, and the tables that its calls refer to.</summary>
internal sealed class CSharpEmission
{
    private readonly CSharpNames _names;
    private readonly List<CSharpTable> _tables = [];
    private readonly HashSet<string> _listed = [];
    private readonly Dictionary<Constant, string> _tableOf = [];

    /// <summary>Nothing written yet.</summary>
    public CSharpEmission(CSharpOptions options) => _names = new(
        [
            options.ClassName, "EmbeddedWeights", "InputLength", "ClassCount", "Run", "RunBatch", "Classify", "Instance",
            "input", "inputs", "count", "scores", "arena", "s_instance", "s_arena", "s_weights", .. CSharpBatch.Names,
            "i", "row", "channel", "column", "next", "result", .. options.TimesSteps ? CSharpTimers.Names : [],
        ]);

    /// <summary>The statements of the step that is being written.</summary>
    public CodeWriter Body { get; private set; } = new();

    /// <summary>The private methods that the statements call, each behind an empty line.</summary>
    public CodeWriter Methods { get; } = new();

    /// <summary>The static fields, each with an empty line behind it.</summary>
    public CodeWriter Fields { get; } = new();

    /// <summary>The tables that the statements refer to, in order of first use.</summary>
    public IReadOnlyList<CSharpTable> Tables => _tables;

    /// <summary>
    /// The name of the table that holds a constant operand, named after the op that reads it; its elements are of the C# type
    /// <paramref name="element"/> where the kernel wants another one than the constant's.
    /// </summary>
    public string Table(Op reader, Op constant, string role, string? element = null)
    {
        element ??= CSharpTables.ElementName(constant.Type.Element);
        string name = _names.Table((constant, element), reader, role);
        if (_listed.Add(name))
            _tables.Add(new(name, ((Constant)constant).Value, element));
        _tableOf[(Constant)constant] = name;
        return name;
    }

    /// <summary>The name of the table of a constant that statements refer to; null if none does.</summary>
    public string? TableOf(Constant constant) => _tableOf.TryGetValue(constant, out string? name) ? name : null;

    /// <summary>The name of a static field that keeps what a kernel makes of its tables at the first call; null before it.</summary>
    public string Kept(string type, Op op)
    {
        string name = _names.Field(op);
        Fields.Line($"private static {type}? {name};\n");
        return name;
    }

    /// <summary>The statements of the step; those of the next one come in a body of their own.</summary>
    public string TakeBody()
    {
        string statements = Body.ToString().TrimEnd('\n');
        Body = new();
        return statements;
    }

    /// <summary>The name of a method that computes an op.</summary>
    public string Method(Op op) => _names.Method(op);

    /// <summary>The name of a method that carries out steps from one op to another.</summary>
    public string Method(Op first, Op last) => _names.Method(first, last);

    /// <summary>The local variable, or parameter, that holds a tensor.</summary>
    public string Local(Buffer buffer) => buffer.Place switch
    {
        BufferPlace.Input => "input",
        BufferPlace.Output => "scores",
        _ => _names.Local(buffer, buffer.Name),
    };

    /// <summary>A local variable for a value inside a loop.</summary>
    public string Local(Op op) => _names.Local(op, op.Name.Length == 0 ? op.Kind.Mnemonic : op.Name);
}
