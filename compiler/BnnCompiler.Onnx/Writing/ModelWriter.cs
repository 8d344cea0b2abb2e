// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Text;
using Google.Protobuf;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Writing;

/// <summary>
/// A model while it is written. Every name in it is unique, because some runtimes refuse two nodes of one name; the label
/// of an op goes into the <c>doc_string</c>.
/// </summary>
internal sealed class ModelWriter
{
    private const string QonnxDomain = "qonnx.custom_op.general";

    // Protobuf ends at 2 GiB; names and nodes take the rest.
    private const long MaxValueBytes = int.MaxValue - (1L << 26);

    private readonly ModelProto _model = new() { IrVersion = 8, ProducerName = OpLabel.Producer, Graph = new() };
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _scalars = [];
    private readonly ValueNames _names;
    private long _valueBytes;

    /// <summary>An empty model for the ops of <paramref name="graph"/>.</summary>
    public ModelWriter(Graph graph)
    {
        _names = new(graph);
        _model.Graph.Name = graph.Name;
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes() => _model.ToByteArray();

    /// <summary>A note to the whole model.</summary>
    public void Note(string key, string value) => _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });

    /// <summary>
    /// Says that average pools are those of operator set 19, of version 9 of the format. Runtimes refuse their dilations in older sets, and
    /// count there what rounding up adds.
    /// </summary>
    public void UseAveragesOfSet19() => (_model.OpsetImport[0].Version, _model.IrVersion) = (19, 9);

    /// <summary>A tensor that the caller hands in.</summary>
    public string Input(Op input)
    {
        var described = Described(Unique(NameOf(input)), input.Type);
        described.DocString = OpLabel.Of(input).ToText();
        _model.Graph.Input.Add(described);
        return described.Name;
    }

    /// <summary>A tensor that the caller gets.</summary>
    public void Output(string name, TensorType type) => _model.Graph.Output.Add(Described(name, type));

    /// <summary>A node of ONNX that computes <paramref name="op"/>, or what <paramref name="part"/> says of it.</summary>
    public string Node(string type, Op op, string part, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        string name = Unique(NameOf(op) + part);
        _model.Graph.Node.Add(new NodeProto
        {
            Name = name,
            OpType = type,
            DocString = OpLabel.Of(op).ToText(),
            Input = { inputs },
            Output = { name },
            Attribute = { attributes },
        });
        return name;
    }

    /// <summary>A node BipolarQuant of QONNX: scale * (x >= 0 ? 1 : -1).</summary>
    public string BipolarQuant(Op op, string part, string x, string scale) => QonnxNode("BipolarQuant", op, part, [x, scale]);

    /// <summary>A <see cref="Node"/> of QONNX.</summary>
    public string QonnxNode(string type, Op op, string part, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        string name = Node(type, op, part, inputs, attributes);
        _model.Graph.Node[^1].Domain = QonnxDomain;
        if (_model.OpsetImport.All(set => set.Domain != QonnxDomain))
            _model.OpsetImport.Add(new OperatorSetIdProto { Domain = QonnxDomain, Version = 1 });
        return name;
    }

    /// <summary>Values of the graph, under the label of <paramref name="constant"/>.</summary>
    public string Floats(Op constant, Shape shape, ReadOnlySpan<float> values) =>
        Floats(NameOf(constant), OpLabel.Of(constant), shape, values);

    /// <summary>Values that the graph has no constant for, under a name like that of <paramref name="op"/>.</summary>
    public string Floats(Op op, string part, Shape shape, ReadOnlySpan<float> values) =>
        Floats(NameOf(op) + part, new("", null), shape, values);

    /// <summary>A number that the graph has no constant for.</summary>
    public string Scalar(float value)
    {
        // By its bits: 0 and -0 are equal, but not the same.
        int bits = BitConverter.SingleToInt32Bits(value);
        if (!_scalars.TryGetValue(bits, out string? name))
            _scalars.Add(bits, name = Floats($"scalar/{NumberText.Of(value)}", new("", null), new([]), [value]));
        return name;
    }

    /// <summary>A vector of int64: a shape, or padding.</summary>
    public string Integers(Op op, string part, IEnumerable<int> values)
    {
        long[] integers = [.. values.Select(value => (long)value)];
        var tensor = new TensorProto { Name = Unique(NameOf(op) + part), DataType = DataType.Int64, Dims = { integers.Length } };
        byte[] bytes = new byte[integers.Length * sizeof(long)];
        for (int i = 0; i < integers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), integers[i]);
        tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
        _model.Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string Floats(string name, OpLabel label, Shape shape, ReadOnlySpan<float> values)
    {
        _valueBytes += (long)values.Length * sizeof(float);
        if (_valueBytes > MaxValueBytes)
        {
            throw DiagnosticCatalog.NotExpressibleInOnnx.Error("",
                $"the constants up to here take {NumberText.Of(_valueBytes)} bytes as float32; "
                + $"at most {NumberText.Of(MaxValueBytes)} fit into one file");
        }

        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        _model.Graph.Initializer.Add(new TensorProto
        {
            Name = Unique(name),
            DocString = label.ToText(),
            DataType = DataType.Float,
            Dims = { shape.Select(extent => (long)extent) },
            RawData = UnsafeByteOperations.UnsafeWrap(bytes),
        });
        return _model.Graph.Initializer[^1].Name;
    }

    private string NameOf(Op op) => op.Name.Length > 0 ? ValueNames.Valid(op.Name) : _names[op];

    // Counts from where it ended for the same name, or many ops of one name would take their time.
    private string Unique(string name)
    {
        int number = _lastNumber.GetValueOrDefault(name, 1);
        string unique = name;
        while (!_taken.Add(unique))
            unique = $"{name}/{NumberText.Of(++number)}";
        _lastNumber[name] = number;
        return unique;
    }

    private static ValueInfoProto Described(string name, TensorType type) => new()
    {
        Name = name,
        Type = new()
        {
            TensorType = new()
            {
                ElemType = type.Element == ElementType.UInt8 ? DataType.Uint8 : DataType.Float,
                Shape = new() { Dim = { type.Shape.Select(extent => new TensorShapeProto.Types.Dimension { DimValue = extent }) } },
            },
        },
    };
}
