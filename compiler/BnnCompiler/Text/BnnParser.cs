// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Text;

/// <summary>
/// Reads .bnn text, which may come from anyone: every text gives a graph or a diagnostic, in time and memory proportional to its length.
/// The format is specified in docs/ir.md.
/// </summary>
internal sealed class BnnParser
{
    private readonly TextCursor _cursor;
    private readonly DataSections _data;
    private readonly Dictionary<string, Op> _values = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Op>.Builder _inputs = ImmutableArray.CreateBuilder<Op>();

    private string _opPlace = "";
    private Stage _stage = Stage.Imported;
    private WeightsFile? _weights;

    private BnnParser(string text, string place)
    {
        _cursor = new(text, place);
        _cursor.SkipByteOrderMark();
        ParseVersion();
        _data = new(text, place);
    }

    /// <summary>The graph that <paramref name="text"/> describes. <paramref name="place"/> names the text in messages.</summary>
    /// <exception cref="DiagnosticException">BNN0001: grammar; BNN0002: an op as it cannot be; BNN0003: version.</exception>
    public static Graph Parse(string text, string place) => Parse(text, place, out _);

    /// <summary>The graph that <paramref name="text"/> describes, and whether passes have still to be carried out on it.</summary>
    /// <exception cref="DiagnosticException">As for <see cref="Parse(string, string)"/>.</exception>
    public static Graph Parse(string text, string place, out Stage stage)
    {
        var parser = new BnnParser(text, place);
        var graph = parser.ParseGraph();
        stage = parser._stage;
        return graph;
    }

    private void ParseVersion()
    {
        MoveToNextLine("'bnn 1'");
        _cursor.TakeKeyword("bnn");
        int version = _cursor.TakeInteger("the version of the text");
        if (version != BnnFormat.Version)
        {
            throw DiagnosticCatalog.UnknownVersion.Error(_cursor.Place,
                $"the text is of version {NumberText.Of(version)}; this compiler reads version {NumberText.Of(BnnFormat.Version)}. "
                + "Write the file again with this compiler's import, or use the compiler that wrote it");
        }

        _cursor.TakeEndOfLine();
    }

    private Graph ParseGraph()
    {
        MoveToNextLine("'graph NAME'");
        _cursor.TakeKeyword("graph");
        string name = _cursor.TakeName("the name of the graph");
        _cursor.TakeEndOfLine();
        MoveToNextLine("an op or 'return'");
        if (_cursor.TryTakeKeyword("stage"))
        {
            _cursor.TakeKeyword(BnnFormat.PackedStage);
            _cursor.TakeEndOfLine();
            _stage = Stage.Packed;
            MoveToNextLine("an op or 'return'");
        }

        if (_cursor.TryTakeKeyword("weights"))
            ParseWeightsFile();
        while (!_cursor.TryTakeKeyword("return"))
        {
            _opPlace = _cursor.Place;
            Define(_cursor.TryTakeKeyword("input") ? ParseInput() : ParseOp());
            MoveToNextLine("an op or 'return'");
        }

        var outputs = ParseReferences();
        _cursor.TakeEndOfLine();
        if (_cursor.MoveToNextLine() && !DataSections.TryTakeHeader(_cursor))
            throw _cursor.Expected("'data @NAME' or the end of the text, because nothing may follow 'return'");
        _data.CheckAllTaken();
        return new(name, _inputs.ToImmutable(), outputs);
    }

    private void ParseWeightsFile()
    {
        string name = QuotedText.Parse(_cursor);
        int length = _cursor.TakeInteger("the length of the file of weights");
        _weights = new(name, length, HexDigits.Take(_cursor, "the fingerprint of the file of weights"));
        _cursor.TakeEndOfLine();
        MoveToNextLine("an op or 'return'");
    }

    private Op ParseInput()
    {
        if (_values.Count > _inputs.Count)
            throw _cursor.Fault("an input stands behind an op; move it up to the other inputs");
        string name = ParseNewName();
        var type = ParseType();
        var input = Create(Input.KindOf, new([], ParseAttributes(), type)).Named(name, ParseOrigin());
        _inputs.Add(input);
        return input;
    }

    private Op ParseOp()
    {
        string name = ParseNewName();
        _cursor.Take('=');
        string mnemonic = _cursor.TakeName("the name of an op");
        var op = mnemonic == Constant.KindOf.Mnemonic ? ParseConstant() : ParseComputation(mnemonic);
        return op.Named(name, ParseOrigin());
    }

    private Constant ParseConstant()
    {
        if (_cursor.TryTake('@'))
        {
            string name = _cursor.TakeName("the name of a data section");
            var type = ParseType();
            return new(Checked(() => _data.Take(name, type, _cursor)));
        }

        if (_cursor.TryTakeKeyword("at"))
        {
            var file = _weights ?? throw _cursor.Fault("a constant lies in a file of weights, but no line 'weights' behind 'graph' names the file");
            int offset = _cursor.TakeInteger("the offset in the file of weights");
            var type = ParseType();
            return new(Checked(() => new ExternalTensor(type, file, offset)));
        }

        _cursor.Take('[');
        var values = _cursor.Fork();
        _cursor.SkipBehind(']');
        return new(InlineValues.Parse(values, ParseType()));
    }

    private Op ParseComputation(string mnemonic)
    {
        var kind = OpCatalog.Find(mnemonic);
        if (kind is null || kind == Input.KindOf)
            throw _cursor.Fault($"there is no op '{mnemonic}'; docs/ir.md lists the ops");
        _cursor.Take('(');
        var operands = ParseReferences();
        _cursor.Take(')');
        if (operands.Length != kind.OperandCount)
        {
            throw InvalidOp($"'{mnemonic}' has {NumberText.Of(operands.Length)} operands here; "
                + $"it reads {NumberText.Of(kind.OperandCount)}");
        }

        var attributes = ParseAttributes();
        var type = ParseType();
        var op = Create(kind, new(operands, attributes, type));
        return op.Type == type
            ? op
            : throw InvalidOp($"the type of '{mnemonic}' is {op.Type} here; the text states {type}");
    }

    private Op Create(OpKind kind, OpArguments arguments)
    {
        var op = Checked(() => kind.Create(arguments));
        foreach (var attribute in arguments.Attributes)
        {
            if (!op.Attributes.Any(known => known.Name == attribute.Name))
                throw InvalidOp($"'{kind.Mnemonic}' has no attribute '{attribute.Name}'; delete it");
        }

        return op;
    }

    private ImmutableArray<Op> ParseReferences()
    {
        var ops = ImmutableArray.CreateBuilder<Op>();
        do
        {
            string name = ParseName();
            if (!_values.TryGetValue(name, out var op))
                throw _cursor.Fault($"%{name} is not defined above this line; an op can only read what stands before it");
            ops.Add(op);
        }
        while (_cursor.TryTake(','));
        return ops.ToImmutable();
    }

    private ImmutableArray<OpAttribute> ParseAttributes()
    {
        if (!_cursor.TryTake('{'))
            return [];
        var attributes = ImmutableArray.CreateBuilder<OpAttribute>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            string name = _cursor.TakeName("the name of an attribute");
            if (!names.Add(name))
                throw _cursor.Fault($"attribute '{name}' is given twice");
            _cursor.Take('=');
            string value = _cursor.TakeWord("the value of an attribute", BnnFormat.IsWordPart);
            if (value.Length > BnnFormat.MaxNameLength)
                throw _cursor.Fault($"the value has {NumberText.Of(value.Length)} characters; the most are {NumberText.Of(BnnFormat.MaxNameLength)}");
            attributes.Add(new(name, value));
        }
        while (_cursor.TryTake(','));
        _cursor.Take('}');
        return attributes.ToImmutable();
    }

    private TensorType ParseType()
    {
        _cursor.Take(':');
        string element = _cursor.TakeName("an element type");
        var type = ElementTypeNames.Parse(element)
            ?? throw _cursor.Fault($"unknown element type '{element}'; known are bit, int8, int16, int32, uint8, float32");
        _cursor.Take('[');
        var extents = ImmutableArray.CreateBuilder<int>();
        while (!_cursor.TryTake(']'))
        {
            if (extents.Count > 0)
                _cursor.Take(',');
            if (extents.Count == BnnFormat.MaxRank)
                throw _cursor.Fault($"a tensor has at most {NumberText.Of(BnnFormat.MaxRank)} axes");
            extents.Add(_cursor.TakeInteger("an extent"));
        }

        return Checked(() => new TensorType(type, new(extents.ToImmutable())));
    }

    private Origin? ParseOrigin() => _cursor.TryTakeKeyword("from") ? new(QuotedText.Parse(_cursor)) : null;

    private string ParseNewName()
    {
        string name = ParseName();
        return _values.ContainsKey(name) ? throw _cursor.Fault($"%{name} is defined twice; names are unique") : name;
    }

    private string ParseName()
    {
        if (!_cursor.TryTake('%'))
            throw _cursor.Expected("'%' and a name");
        return _cursor.TakeName("a name");
    }

    private void Define(Op op)
    {
        _cursor.TakeEndOfLine();
        _values.Add(op.Name, op);
    }

    private void MoveToNextLine(string expected)
    {
        if (!_cursor.MoveToNextLine())
            throw _cursor.Fault($"found the end of the text; expected {expected}");
    }

    private T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (InvalidOpException fault)
        {
            throw InvalidOp(fault.Message);
        }
    }

    private DiagnosticException InvalidOp(string message) => DiagnosticCatalog.InvalidOp.Error(_opPlace, message);
}
