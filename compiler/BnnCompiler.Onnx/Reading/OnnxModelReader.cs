// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;

namespace BnnCompiler.Onnx.Reading;

/// <summary>From the bytes of a file to an <see cref="OnnxModel"/>. The bytes are not to be trusted.</summary>
internal sealed class OnnxModelReader
{
    private const int MinIrVersion = 3, MaxIrVersion = 13, MinOpset = 7, MaxOpset = 26;

    private readonly ImportLimits _limits;
    private bool _isLabelled;

    private OnnxModelReader(ImportLimits limits) => _limits = limits;

    /// <summary>Reads a model.</summary>
    /// <exception cref="DiagnosticException">The bytes are no sound ONNX model, or one of a kind that cannot be imported.</exception>
    public static OnnxModel Read(byte[] file, ImportLimits limits)
    {
        if (file.LongLength > limits.FileBytes)
        {
            throw DiagnosticCatalog.OnnxLimit.Error("",
                $"the file has {NumberText.Of(file.LongLength)} bytes; at most {NumberText.Of(limits.FileBytes)} are read");
        }

        return new OnnxModelReader(limits).Read(Parse(file, limits));
    }

    private static ModelProto Parse(byte[] file, ImportLimits limits)
    {
        try
        {
            StructureSize.Check(file, limits);
            var model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(file);

            // Other files, the empty one among them, may pass for a message of unknown fields.
            return model.IrVersion != 0 || model.Graph is not null ? model : throw NotAModel(file);
        }
        catch (InvalidProtocolBufferException)
        {
            throw NotAModel(file);
        }
    }

    private OnnxModel Read(ModelProto model)
    {
        int opset = ReadVersions(model);
        _isLabelled = model.ProducerName == OpLabel.Producer;
        if (model.Functions.Count > 0)
            throw Unsupported("", "the model defines functions of its own; export it with them inlined");
        if (model.TrainingInfo.Count > 0)
            throw Unsupported("", "the model contains training steps; export it for inference");
        if (model.Graph.SparseInitializer.Count > 0)
            throw Unsupported("", "the model has sparse initializers; export its weights as dense tensors");
        Limit("nodes", model.Graph.Node.Count, _limits.Nodes);
        Limit("initializers", model.Graph.Initializer.Count, _limits.Initializers);

        var defined = new Dictionary<string, string>(StringComparer.Ordinal);
        var initializers = ReadInitializers(model.Graph, defined);
        var inputs = ReadInputs(model.Graph, initializers, defined);
        var nodes = model.Graph.Node.Select(node => ReadNode(node, defined)).ToList();
        var outputs = ReadOutputs(model.Graph);
        var given = new HashSet<string>(initializers.Keys.Concat(inputs.Select(input => input.Name)), StringComparer.Ordinal);
        return new(opset, inputs, outputs, NodeOrder.Of(nodes, outputs, given), initializers)
        {
            IsLabelled = _isLabelled,
            InputScale = _isLabelled ? model.MetadataProps.FirstOrDefault(entry => entry.Key == OpLabel.InputScaleKey)?.Value : null,
        };
    }

    private static int ReadVersions(ModelProto model)
    {
        if (model.IrVersion is < MinIrVersion or > MaxIrVersion)
        {
            throw DiagnosticCatalog.UnsupportedOnnxVersion.Error("",
                $"the file is of ONNX IR version {NumberText.Of(model.IrVersion)}; "
                + $"versions {NumberText.Of(MinIrVersion)} to {NumberText.Of(MaxIrVersion)} are supported");
        }

        var versions = model.OpsetImport.Where(set => set.Domain is "" or "ai.onnx").Select(set => set.Version).Distinct().ToList();
        if (versions.Count != 1 || versions[0] is < MinOpset or > MaxOpset)
        {
            string found = versions.Count == 0 ? "none" : string.Join(", ", versions.Select(NumberText.Of));
            throw DiagnosticCatalog.UnsupportedOnnxVersion.Error("",
                $"the file asks for ONNX operator set {found}; one of {NumberText.Of(MinOpset)} to {NumberText.Of(MaxOpset)} is expected. "
                + "Export the model again with such a version");
        }

        if (model.Graph is null)
            throw DiagnosticCatalog.InvalidOnnxGraph.Error("", "the file contains no graph");
        return (int)versions[0];
    }

    private Dictionary<string, TensorProto> ReadInitializers(GraphProto graph, Dictionary<string, string> defined)
    {
        var initializers = new Dictionary<string, TensorProto>(StringComparer.Ordinal);
        foreach (var tensor in graph.Initializer)
        {
            Define(tensor.Name, "an initializer", defined);
            initializers.Add(tensor.Name, tensor);
        }

        return initializers;
    }

    private ImmutableArray<OnnxInput> ReadInputs(
        GraphProto graph, Dictionary<string, TensorProto> initializers, Dictionary<string, string> defined)
    {
        // Files of IR version 3 list every initializer as an input too, where it serves as a default value.
        var inputs = ImmutableArray.CreateBuilder<OnnxInput>();
        foreach (var input in graph.Input.Where(input => !initializers.ContainsKey(input.Name)))
        {
            Define(input.Name, "an input", defined);
            inputs.Add(ReadInput(input));
        }

        return inputs.ToImmutable();
    }

    private OnnxInput ReadInput(ValueInfoProto input)
    {
        string place = $"input '{PrintableText.Escape(input.Name)}'";
        if (input.Type?.TensorType is not { } type)
            throw Unsupported(place, "the input is not a dense tensor; sequences, maps, optional and sparse inputs cannot be compiled");
        if (type.Shape is not { } shape)
            throw DiagnosticCatalog.UnsupportedOnnxInput.Error(place, "the model does not declare the input's shape; export it with one");
        Limit($"axes of {place}", shape.Dim.Count, _limits.Rank);
        return new(input.Name, type.ElemType, [.. shape.Dim.Select(dim => ReadDimension(dim, place))])
        {
            Written = Written(input.DocString),
        };
    }

    private OnnxDimension ReadDimension(TensorShapeProto.Types.Dimension dimension, string place)
    {
        // Exporters write an open extent as a symbol, as nothing, as 0 or as -1.
        if (!dimension.HasDimValue || dimension.DimValue is 0 or -1)
            return new(null, dimension.DimParam);
        if (dimension.DimValue < 0)
            throw DiagnosticCatalog.UnsupportedOnnxInput.Error(place, $"an extent of the input is {NumberText.Of(dimension.DimValue)}");
        Limit($"elements of {place}", dimension.DimValue, _limits.Elements);
        return new((int)dimension.DimValue, "");
    }

    private OnnxNode ReadNode(NodeProto node, Dictionary<string, string> defined)
    {
        int parts = Math.Max(node.Attribute.Count, Math.Max(node.Input.Count, node.Output.Count));
        Limit("inputs, outputs or attributes of a node", parts, _limits.NodeParts);
        CheckName(node.Name);
        CheckName(node.OpType);
        CheckName(node.Domain);
        var attributes = new Dictionary<string, AttributeProto>(StringComparer.Ordinal);
        var read = new OnnxNode(node.Name, node.Domain, node.OpType, [.. node.Input], [.. node.Output], attributes)
        {
            Written = Written(node.DocString),
        };
        foreach (string output in read.Outputs.Where(output => output.Length > 0))
            Define(output, read.Origin.ToString(), defined);
        foreach (var attribute in node.Attribute)
        {
            CheckName(attribute.Name);
            if (attribute.G.Length > 0 || attribute.Graphs.Count > 0)
            {
                throw Unsupported(read.Origin.ToString(),
                    $"operator '{PrintableText.Escape(node.OpType)}' contains a subgraph; networks with control flow cannot be compiled");
            }

            if (!attributes.TryAdd(attribute.Name, attribute))
            {
                throw DiagnosticCatalog.InvalidOnnxGraph.Error(read.Origin,
                    $"attribute '{PrintableText.Escape(attribute.Name)}' is given twice");
            }
        }

        if (node.Overload.Length > 0)
            throw Unsupported(read.Origin.ToString(), "the node calls a function of the model; export it with functions inlined");
        return read;
    }

    private ImmutableArray<string> ReadOutputs(GraphProto graph)
    {
        Limit("outputs of the model", graph.Output.Count, _limits.NodeParts);
        string[] names = [.. graph.Output.Select(output => output.Name)];
        if (names.Length == 0)
            throw DiagnosticCatalog.InvalidOnnxGraph.Error("", "the model has no output");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            throw DiagnosticCatalog.InvalidOnnxGraph.Error("", "the model lists an output twice");
        return [.. names];
    }

    private void Define(string name, string by, Dictionary<string, string> defined)
    {
        CheckName(name);
        if (name.Length == 0)
            throw DiagnosticCatalog.InvalidOnnxGraph.Error("", $"{by} of the model has no name");
        if (!defined.TryAdd(name, by))
        {
            throw DiagnosticCatalog.InvalidOnnxGraph.Error("",
                $"the name '{PrintableText.Escape(name)}' is defined twice: by {defined[name]} and by {by}");
        }
    }

    private OpLabel? Written(string note) => _isLabelled ? OpLabel.Parse(note) : null;

    private void CheckName(string name) => Limit("characters of a name", name.Length, _limits.NameLength);

    private static void Limit(string what, long found, long limit)
    {
        if (found > limit)
        {
            throw DiagnosticCatalog.OnnxLimit.Error("",
                $"the number of {what} is {NumberText.Of(found)}; at most {NumberText.Of(limit)} are read");
        }
    }

    private static DiagnosticException NotAModel(byte[] file) =>
        DiagnosticCatalog.NotAnOnnxFile.Error("", $"the file is not an ONNX model, or only a part of one: {FileKind.Describe(file)}");

    private static DiagnosticException Unsupported(string place, string message) =>
        DiagnosticCatalog.UnsupportedOnnxFeature.Error(place, message);

}
