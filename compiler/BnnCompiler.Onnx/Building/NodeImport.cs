// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Onnx.Reading;
using BnnCompiler.Ops;
using AttributeType = BnnCompiler.Onnx.Protos.AttributeProto.Types.AttributeType;

namespace BnnCompiler.Onnx.Building;

/// <summary>
/// A node while it is imported: its inputs as values, its attributes, and what its operator needs to make ops or to refuse it.
/// An attribute that the operator never asks for is refused, so that none is silently ignored.
/// </summary>
internal sealed class NodeImport
{
    /// <summary>Up to here float32 holds every integer.</summary>
    public const long MaxExactInteger = 1 << 24;

    private readonly OnnxNode _node;
    private readonly ImmutableArray<Value?> _inputs;
    private readonly HashSet<string> _knownAttributes = new(StringComparer.Ordinal);

    /// <summary>A node with the values of its inputs; null for one that is left out.</summary>
    public NodeImport(OnnxNode node, ImmutableArray<Value?> inputs, ImportContext context)
    {
        _node = node;
        _inputs = inputs;
        Context = context;
        Origin = node.Origin;
    }

    /// <summary>What is the same for all nodes of the model.</summary>
    public ImportContext Context { get; }

    /// <summary>How large a model may be.</summary>
    public ImportLimits Limits => Context.Options.Limits;

    /// <summary>The node, for messages.</summary>
    public Origin Origin { get; }

    /// <summary>The operator, for messages.</summary>
    public string OpType => PrintableText.Escape(_node.OpType);

    /// <summary>How many inputs the node lists.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Whether an input is there.</summary>
    public bool Has(int input) => input < _inputs.Length && _inputs[input] is not null;

    /// <summary>An input of any kind.</summary>
    public Value Input(int input) =>
        Has(input) ? _inputs[input]! : throw Invalid($"input {NumberText.Of(input)} of {OpType} is missing");

    /// <summary>An input that is a tensor, whatever its elements mean.</summary>
    public TensorValue Tensor(int input) => Input(input) switch
    {
        TensorValue tensor => tensor,
        IntegerValue integers => ToTensor(integers),
        EndValue end => throw Unsupported($"{OpType} reads what {end.Origin} computes, which can only stand at the end of the network"),
        _ => throw new InvalidOperationException($"input {input} is a {Input(input).GetType().Name}"),
    };

    /// <summary>An input that is a tensor of numbers.</summary>
    public Op Float(int input) => Tensor(input) switch
    {
        { Op.Type.Element: not ElementType.Float32 } tensor => throw Invalid(
            $"input {NumberText.Of(input)} of {OpType} is {tensor.Op.Type}; a Cast to float is expected before it"),
        { Meaning: not Meaning.Number } tensor => throw Invalid(
            $"input {NumberText.Of(input)} of {OpType} holds {(tensor.Meaning == Meaning.Boolean ? "bools" : "integers")}; "
            + "a Cast to float is expected before it"),
        var tensor => tensor.Op,
    };

    /// <summary>An input that has to be known at compile time.</summary>
    public Constant Constant(int input, string role) =>
        Float(input) as Constant ?? throw Unsupported($"{role} of {OpType} is computed by the network; it has to be a constant");

    /// <summary>An input that has to be a single number known at compile time.</summary>
    public float Scalar(int input, string role) => Single(Constant(input, role), role);

    /// <summary>A constant input that may be of floats or of integers that float32 holds; exporters disagree.</summary>
    public Constant Parameter(int input, string role)
    {
        if (Input(input) is not IntegerValue and not TensorValue { Meaning: Meaning.Integer, Op: Ops.Constant })
            return Constant(input, role);
        var tensor = Tensor(input);
        return tensor.Bounds.Magnitude <= MaxExactInteger
            ? (Constant)tensor.Op
            : throw Unsupported($"{role} of {OpType} holds the integer {NumberText.Of(tensor.Bounds.Magnitude)}; "
                + $"integers up to {NumberText.Of(MaxExactInteger)}, which float32 holds exactly, are expected");
    }

    /// <summary>A <see cref="Parameter"/> that has to be a single number.</summary>
    public float ParameterScalar(int input, string role) => Single(Parameter(input, role), role);

    /// <summary>A single number of the element type of <paramref name="tensor"/>.</summary>
    public float Limit(TensorValue tensor, int input, string role) =>
        tensor.Meaning == Meaning.Integer ? ParameterScalar(input, role) : Scalar(input, role);

    /// <summary>An input that holds integers known at compile time.</summary>
    public ImmutableArray<long> Integers(int input, string role) => Input(input) is IntegerValue integers
        ? integers.Values
        : throw Unsupported($"{role} of {OpType} has to be integers known at compile time");

    /// <summary>An input that is a tensor of integers, pixels and bools included, as float32; null if it is one of numbers.</summary>
    public TensorValue? Integral(int input) => Tensor(input) switch
    {
        { Op.Type.Element: ElementType.UInt8 } pixels => new(Add(new ToFloat(pixels.Op)), Meaning.Integer) { Bounds = new(0, byte.MaxValue) },
        { Meaning: Meaning.Boolean } bools => bools with { Meaning = Meaning.Integer, Bounds = new(0, 1) },
        { Meaning: Meaning.Integer } integers => integers,
        _ => null,
    };

    /// <summary>An input that is a tensor of numbers or of integers, for operators that have both.</summary>
    public TensorValue Numeric(int input) => Tensor(input) is { Meaning: Meaning.Integer } ? Integral(input)! : new(Float(input));

    /// <summary>Integers as a constant tensor.</summary>
    public TensorValue ToTensor(IntegerValue integers)
    {
        var constant = new Constant(IR.Tensor.Of(new(integers.Extents), [.. integers.Values.Select(value => (float)value)]));
        return new(Add(constant), Meaning.Integer)
        {
            Bounds = new(integers.Values.DefaultIfEmpty().Min(), integers.Values.DefaultIfEmpty().Max()),
        };
    }

    /// <summary>Whether the node has an attribute.</summary>
    public bool HasAttribute(string name)
    {
        _knownAttributes.Add(name);
        return _node.Attributes.ContainsKey(name);
    }

    /// <summary>An integer attribute.</summary>
    public long Int(string name, long ifMissing) => Attribute(name, AttributeType.Int)?.I ?? ifMissing;

    /// <summary>A float attribute.</summary>
    public float Float(string name, float ifMissing) => Attribute(name, AttributeType.Float)?.F ?? ifMissing;

    /// <summary>A string attribute.</summary>
    public string Text(string name, string ifMissing) => Attribute(name, AttributeType.String)?.S.ToStringUtf8() ?? ifMissing;

    /// <summary>A list of integers.</summary>
    public ImmutableArray<long>? Ints(string name) => Attribute(name, AttributeType.Ints) is { } attribute ? [.. attribute.Ints] : null;

    /// <summary>A list of floats.</summary>
    public ImmutableArray<float>? Floats(string name) =>
        Attribute(name, AttributeType.Floats) is { } attribute ? [.. attribute.Floats] : null;

    /// <summary>A tensor attribute.</summary>
    public Value? TensorAttribute(string name) => Attribute(name, AttributeType.Tensor) is { } attribute
        ? Constants.Of(Context.Tensors.Read(attribute.T ?? new(), Origin.ToString()), _node.Label)
        : null;

    /// <summary>Allows attributes that do not change what an inference computes.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            _knownAttributes.Add(name);
    }

    /// <summary>Refuses an attribute that the operator did not ask for.</summary>
    public void CheckAttributes()
    {
        foreach (string name in _node.Attributes.Keys.Where(name => !_knownAttributes.Contains(name)))
            throw Unsupported($"attribute '{PrintableText.Escape(name)}' of {OpType} is not known");
    }

    /// <summary>
    /// The op under the node's name; a constant instead where all that it reads is constant.
    /// </summary>
    public Op Add(Op op)
    {
        if (op.Type.Shape.ElementCount > Limits.Elements)
        {
            throw DiagnosticCatalog.OnnxLimit.Error(Origin,
                $"the result is {op.Type}; at most {NumberText.Of(Limits.Elements)} elements are allowed");
        }

        // A constant with a row for each example would repeat the one that is compiled.
        RefuseToTouchBatch(op is PointwiseOp { Type.Shape: { Rank: > 1 } shape } && shape[0] > 1
            && op.Operands.Any(operand => operand is not Ops.Constant && operand.Type.Shape is { Rank: > 0 } own && own[0] == 1));
        var added = op.Operands.Length > 0 && op.Operands.All(operand => operand is Constant) ? Context.Constants.Fold(op, Origin) : op;
        return added.Name.Length > 0 ? added : added.Named(_node.Label.Name, _node.Label.Origin);
    }

    /// <summary><paramref name="op"/> in another shape; itself if it has that shape. Of several reshapes in a row the last one counts.</summary>
    public Op Reshaped(Op op, Shape shape)
    {
        while (op.Type.Shape != shape && op is Reshape earlier)
            op = earlier.Input;
        return op.Type.Shape == shape ? op : Add(new Reshape(op, shape));
    }

    /// <summary>An axis counted from the front, from one that may be counted from the end.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw Invalid($"axis {NumberText.Of(axis)} of {OpType} is out of range for {NumberText.Of(rank)} axes");

    /// <summary>Whether an input is an activation of a network whose batch of several examples is compiled as 1.</summary>
    public bool ReadsBatch => Context.Batch > 1 && _inputs.Any(input => input is TensorValue { Op: not Ops.Constant });

    /// <summary>
    /// Refuses an operator that moves, joins or reduces the first axis of an activation where that is a batch of several examples: the network is
    /// compiled for one, which knows nothing of the others.
    /// </summary>
    /// <param name="touchesBatch">Whether the operator does so with axis 0 of its activations.</param>
    public void RefuseToTouchBatch(bool touchesBatch)
    {
        if (touchesBatch && ReadsBatch)
        {
            throw Unsupported($"{OpType} mixes the {NumberText.Of(Context.Batch)} examples of the batch, which is compiled as 1; "
                + "expected the first axis to stay what it is. Export the model for a batch of 1, or with an open one");
        }
    }

    /// <summary>The node breaks a rule of its operator.</summary>
    public DiagnosticException Invalid(string message) => DiagnosticCatalog.InvalidNode.Error(Origin, message);

    /// <summary>The node is sound, but of a form that cannot be compiled.</summary>
    public DiagnosticException Unsupported(string message) => DiagnosticCatalog.UnsupportedNode.Error(Origin, message);

    private float Single(Constant constant, string role) => constant.Type.Shape.ElementCount == 1
        ? constant.Floats.Values[0]
        : throw Unsupported($"{role} of {OpType} is {constant.Type}; a single number is expected");

    private AttributeProto? Attribute(string name, AttributeType type)
    {
        if (!HasAttribute(name))
            return null;
        var attribute = _node.Attributes[name];
        if (attribute.RefAttrName.Length > 0)
            throw Unsupported($"attribute '{name}' of {OpType} refers to a function's attribute");
        return attribute.Type == type
            ? attribute
            : throw Invalid($"attribute '{name}' of {OpType} is of type {attribute.Type}; {type} is expected");
    }
}
