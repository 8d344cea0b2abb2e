// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;
using AttributeType = BnnCompiler.Onnx.Protos.AttributeProto.Types.AttributeType;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Writes small models: an input <c>x</c>, an output <c>y</c>, and nodes called after what they compute.</summary>
internal sealed class OnnxWriter
{
    public OnnxWriter(params long[] inputShape)
    {
        Model = new() { IrVersion = 8, Graph = new(), OpsetImport = { new OperatorSetIdProto { Version = 17 } } };
        if (inputShape.Length > 0)
            Input("x", inputShape);
        Model.Graph.Output.Add(new ValueInfoProto { Name = "y" });
    }

    /// <summary>What was written so far, for tests that spoil it.</summary>
    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    /// <summary>A float input; -1 leaves an extent open.</summary>
    public OnnxWriter Input(string name, params long[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(extent => extent < 0
            ? new TensorShapeProto.Types.Dimension { DimParam = "N" }
            : new TensorShapeProto.Types.Dimension { DimValue = extent }));
        Graph.Input.Add(new ValueInfoProto { Name = name, Type = new() { TensorType = new() { ElemType = DataType.Float, Shape = dimensions } } });
        return this;
    }

    /// <summary>A float initializer.</summary>
    public OnnxWriter Floats(string name, long[] shape, params float[] values) =>
        Initializer(new() { Name = name, DataType = DataType.Float, Dims = { shape }, FloatData = { values } });

    /// <summary>A float initializer without axes.</summary>
    public OnnxWriter Float(string name, float value) => Floats(name, [], value);

    /// <summary>A vector of int64.</summary>
    public OnnxWriter Integers(string name, params long[] values) =>
        Initializer(new() { Name = name, DataType = DataType.Int64, Dims = { values.Length }, Int64Data = { values } });

    /// <summary>An int64 initializer without axes.</summary>
    public OnnxWriter Integer(string name, long value) =>
        Initializer(new() { Name = name, DataType = DataType.Int64, Int64Data = { value } });

    /// <summary>An initializer of any type of integers, in the raw form.</summary>
    public OnnxWriter Of(DataType type, string name, long[] shape, params int[] values) => Initializer(new()
    {
        Name = name,
        DataType = type,
        Dims = { shape },
        RawData = ByteString.CopyFrom([.. values.SelectMany(value => type switch
        {
            DataType.Int64 => BitConverter.GetBytes((long)value),
            DataType.Int32 => BitConverter.GetBytes(value),
            DataType.Int16 => BitConverter.GetBytes((short)value),
            DataType.Uint16 => BitConverter.GetBytes((ushort)value),
            _ => [unchecked((byte)value)],
        })]),
    });

    public OnnxWriter Initializer(TensorProto tensor)
    {
        Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>A node <c>output = op(inputs)</c>, called <c>output_op</c>; inputs are joined by blanks, <c>_</c> leaves one out.</summary>
    public OnnxWriter Node(string output, string op, string inputs, params AttributeProto[] attributes) =>
        Node("", output, op, inputs, attributes);

    /// <summary>A node of another domain.</summary>
    public OnnxWriter Node(string domain, string output, string op, string inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { Name = $"{output}_{op}", OpType = op, Domain = domain, Output = { output.Split(' ').Select(Omitted) } };
        node.Input.AddRange(inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Omitted));
        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return this;

        static string Omitted(string name) => name == "_" ? "" : name;
    }

    public byte[] ToBytes() => Model.ToByteArray();

    /// <summary>The graph of the model, which the exporter writes so that it comes back the same.</summary>
    public Graph Import(ImportOptions? options = null, DiagnosticLog? log = null, string? folder = null)
    {
        var graph = OnnxImporter.Import(ToBytes(), "tiny", folder, options ?? new(), log ?? new());
        RoundTrip.Check(graph);
        return graph;
    }

    /// <summary>What the imported graph computes for one input.</summary>
    public float[] Run(params float[] x) => Run(null, x);

    /// <inheritdoc cref="Run(float[])"/>
    public float[] Run(ImportOptions? options, params float[] x)
    {
        var graph = Import(options);
        return [.. ((Tensor<float>)GraphInterpreter.Run(graph, Tensor.Of(graph.Inputs[0].Type.Shape, [.. x])).Single()).Values];
    }

    /// <summary>The error that importing the model gives.</summary>
    public Diagnostic Refused(ImportOptions? options = null, string? folder = null) =>
        Assert.Throws<DiagnosticException>(() => Import(options, folder: folder)).Diagnostic;

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Float32(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Chars(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params long[] values) => new() { Name = name, Type = AttributeType.Ints, Ints = { values } };

    public static AttributeProto Floats32(string name, params float[] values) =>
        new() { Name = name, Type = AttributeType.Floats, Floats = { values } };

    public static AttributeProto TensorOf(string name, TensorProto value) => new() { Name = name, Type = AttributeType.Tensor, T = value };
}
