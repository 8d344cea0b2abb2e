// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Onnx.Operators;
using BnnCompiler.Onnx.Reading;
using BnnCompiler.Ops;
using BnnCompiler.Text;

namespace BnnCompiler.Onnx;

/// <summary>From a sound model to a graph of <see cref="Stage.Imported"/>: node by node, each by its operator's rule.</summary>
internal sealed class GraphBuilder
{
    private readonly OnnxModel _model;
    private readonly ImportContext _context;
    private readonly HashSet<string> _used;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    private GraphBuilder(OnnxModel model, ImportContext context)
    {
        _model = model;
        _context = context;
        _used = new(model.Nodes.SelectMany(node => node.Inputs).Concat(model.Outputs), StringComparer.Ordinal);
    }

    /// <summary>Builds the graph.</summary>
    /// <exception cref="DiagnosticException">The model contains what cannot be compiled.</exception>
    public static Graph Build(OnnxModel model, string name, TensorReader tensors, ImportOptions options, DiagnosticLog log)
    {
        var input = NetworkInput.Of(model, options, log);
        var context = new ImportContext(options, model.Opset, input.Batch, tensors, new(options.Limits));
        var builder = new GraphBuilder(model, context);
        builder._values.Add(input.SourceName, input.Value);
        foreach (var node in model.Nodes)
            builder.Add(node);
        return new(name, [input.Op], NetworkOutputs.Of(builder.OutputValues(), options, log));
    }

    private void Add(OnnxNode node)
    {
        var op = OperatorTable.Find(node) ?? throw UnknownOperator.Refuse(node);
        int count = node.Inputs.Length;
        if (count < op.MinInputs || count > op.MaxInputs || node.Inputs.Take(op.MinInputs).Contains(""))
        {
            throw DiagnosticCatalog.InvalidNode.Error(node.Origin,
                $"{op.Type} has {NumberText.Of(count)} inputs; {Expected(op)} expected");
        }

        CheckOutputs(node, op);

        ImmutableArray<Value?> inputs = [.. node.Inputs.Select(Find)];
        _context.Constants.Book(inputs.Sum(KnownElements), node.Origin);
        var import = new NodeImport(node, inputs, _context);
        try
        {
            _values.Add(node.Outputs[op.Output], op.Import(import));
            import.CheckAttributes();
        }
        catch (InvalidOpException fault)
        {
            throw DiagnosticCatalog.InvalidNode.Error(node.Origin, $"{op.Type}: {fault.Message}");
        }
    }

    private void CheckOutputs(OnnxNode node, Operator op)
    {
        for (int i = 0; i < node.Outputs.Length; i++)
        {
            if (i != op.Output && node.Outputs[i].Length > 0 && _used.Contains(node.Outputs[i]))
            {
                throw DiagnosticCatalog.UnsupportedNode.Error(node.Origin,
                    $"output {NumberText.Of(i)} of {op.Type} is used; only output {NumberText.Of(op.Output)} is supported");
            }
        }
    }

    private Value? Find(string name)
    {
        if (name.Length == 0)
            return null;
        if (_values.TryGetValue(name, out var known))
            return known;
        var tensor = _context.Tensors.Read(_model.Initializers[name], $"tensor '{PrintableText.Escape(name)}'");
        var label = _model.LabelOf(_model.Initializers[name]) ?? new(SafeName.Of(name, "constant"), new(name));
        var value = Constants.Of(tensor, label);
        _values.Add(name, value);
        return value;
    }

    // No operator does more work than its constant inputs and its constant result have elements.
    private static long KnownElements(Value? value) => value switch
    {
        IntegerValue integers => integers.Values.Length,
        TensorValue { Op: Constant constant } => constant.Type.Shape.ElementCount,
        _ => 0,
    };

    private ImmutableArray<(string Name, Value Value)> OutputValues() => [.. _model.Outputs.Select(name => (name, Find(name)!))];

    private static string Expected(Operator op) => op.MaxInputs switch
    {
        int.MaxValue => $"at least {NumberText.Of(op.MinInputs)} are",
        var max when max == op.MinInputs => $"{NumberText.Of(max)} are",
        var max => $"{NumberText.Of(op.MinInputs)} to {NumberText.Of(max)} are",
    };
}
