// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.InteropServices;
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;

namespace SpeedBenchmark.Onnx;

/// <summary>An ONNX file in the making. The first dimension of its input and output is the batch, of any size.</summary>
internal sealed class OnnxFile
{
    /// <summary>Name of its input.</summary>
    public const string Input = "input";

    private const string BatchName = "batch";
    private readonly GraphProto _graph = new() { Name = "network" };

    /// <summary>Adds a node; returns the name of its result.</summary>
    /// <param name="op">The operator; those of ONNX Runtime's own begin with <c>com.microsoft.</c>.</param>
    /// <param name="inputs">Names of what it reads.</param>
    /// <param name="attributes">Its attributes.</param>
    public string Node(string op, string[] inputs, params AttributeProto[] attributes)
    {
        string result = string.Create(CultureInfo.InvariantCulture, $"value{_graph.Node.Count}");
        int dot = op.LastIndexOf('.');
        var node = new NodeProto { OpType = op[(dot + 1)..], Name = result, Domain = dot < 0 ? "" : op[..dot] };
        node.Input.Add(inputs);
        node.Output.Add(result);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        return result;
    }

    /// <summary>Adds a constant; returns its name. No dimensions make a scalar.</summary>
    public string Constant<T>(ReadOnlySpan<T> values, params int[] dimensions)
        where T : unmanaged
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"constant{_graph.Initializer.Count}");
        var tensor = new TensorProto { Name = name, DataType = TypeOf<T>(), RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.Add(dimensions.Select(dimension => (long)dimension));
        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>Adds a scalar.</summary>
    public string Scalar<T>(T value)
        where T : unmanaged => Constant<T>([value]);

    /// <summary>The bytes of the file.</summary>
    /// <typeparam name="TInput">Element type of the input.</typeparam>
    /// <param name="input">Dimensions of the input behind the batch.</param>
    /// <param name="output">Name of the output.</param>
    /// <param name="classes">Its length.</param>
    public byte[] Bytes<TInput>(int[] input, string output, int classes)
    {
        _graph.Input.Add(ValueOf(Input, TypeOf<TInput>(), input));
        _graph.Output.Add(ValueOf(output, TensorProto.Types.DataType.Float, [classes]));
        var model = new ModelProto { IrVersion = 8, ProducerName = "SpeedBenchmark", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
        return model.ToByteArray();
    }

    /// <summary>An integer attribute.</summary>
    public static AttributeProto Int(string name, long value) => new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    /// <summary>A float attribute.</summary>
    public static AttributeProto Float(string name, float value) => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    /// <summary>An attribute of integers.</summary>
    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    private static ValueInfoProto ValueOf(string name, TensorProto.Types.DataType type, int[] dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = BatchName });
        shape.Dim.Add(dimensions.Select(dimension => new TensorShapeProto.Types.Dimension { DimValue = dimension }));
        return new() { Name = name, Type = new() { TensorType = new() { ElemType = type, Shape = shape } } };
    }

    private static TensorProto.Types.DataType TypeOf<T>() => default(T) switch
    {
        float => TensorProto.Types.DataType.Float,
        int => TensorProto.Types.DataType.Int32,
        sbyte => TensorProto.Types.DataType.Int8,
        byte => TensorProto.Types.DataType.Uint8,
        _ => throw new NotSupportedException(typeof(T).Name),
    };
}
