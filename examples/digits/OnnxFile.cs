// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;

namespace Digits;

/// <summary>Writes a <see cref="BinaryNetwork"/> as ONNX in the QONNX dialect, which Brevitas and FINN speak too.</summary>
internal sealed class OnnxFile
{
    private const string QonnxDomain = "qonnx.custom_op.general";

    private readonly GraphProto _graph = new() { Name = "digits" };

    private OnnxFile()
    {
    }

    /// <summary>The file's bytes. Its input is pixels / 255; its weights are the latent ones, and the graph takes their signs.</summary>
    public static byte[] Of(BinaryNetwork network)
    {
        var model = new ModelProto
        {
            IrVersion = 7,
            ProducerName = "examples/digits",
            Graph = new OnnxFile().Build(network),
            OpsetImport =
            {
                new OperatorSetIdProto { Domain = "", Version = 13 },
                new OperatorSetIdProto { Domain = QonnxDomain, Version = 1 },
            },
        };
        return model.ToByteArray();
    }

    private GraphProto Build(BinaryNetwork network)
    {
        _graph.Input.Add(Described("pixels", 1, 1, DigitDrawing.Small.Side, DigitDrawing.Small.Side));
        _graph.Output.Add(Described("scores", 1, network.Layers[^1].Outputs));
        Tensor("one", [1f]);
        Tensor("two", [2f]);
        Node("Mul", "doubled", "pixels", "two");
        Node("Sub", "centred", "doubled", "one");
        Sign("input.signs", "centred");
        string signs = Node("Flatten", "input.row", "input.signs");
        for (int i = 0; i < network.Layers.Length; i++)
        {
            bool isLast = i == network.Layers.Length - 1;
            string normalized = Layer($"layer{i + 1}", network.Layers[i], signs, isLast ? "scores" : $"layer{i + 1}.normalized");
            signs = isLast ? normalized : Sign($"layer{i + 1}.signs", normalized);
        }

        return _graph;
    }

    private string Layer(string name, BinaryLayer layer, string signs, string result)
    {
        Tensor($"{name}.latent_weights", layer.LatentWeights, layer.Outputs, layer.Inputs);
        Tensor($"{name}.gamma", layer.Gamma, layer.Outputs);
        Tensor($"{name}.beta", layer.Beta, layer.Outputs);
        Tensor($"{name}.mean", layer.Mean, layer.Outputs);
        Tensor($"{name}.variance", layer.Variance, layer.Outputs);

        Sign($"{name}.weights", $"{name}.latent_weights");
        Node("Transpose", $"{name}.columns", $"{name}.weights");
        Attribute(new() { Name = "perm", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 1, 0 } });
        Node("MatMul", $"{name}.sums", signs, $"{name}.columns");
        Node("BatchNormalization", result, $"{name}.sums", $"{name}.gamma", $"{name}.beta", $"{name}.mean", $"{name}.variance");
        Attribute(new() { Name = "epsilon", Type = AttributeProto.Types.AttributeType.Float, F = BinaryLayer.Epsilon });
        return result;
    }

    // BipolarQuant(x, scale) = scale * (x >= 0 ? +1 : -1).
    private string Sign(string result, string operand)
    {
        Node("BipolarQuant", result, operand, "one");
        _graph.Node[^1].Domain = QonnxDomain;
        return result;
    }

    private string Node(string type, string result, params string[] operands)
    {
        _graph.Node.Add(new NodeProto { OpType = type, Name = result, Input = { operands }, Output = { result } });
        return result;
    }

    private void Attribute(AttributeProto attribute) => _graph.Node[^1].Attribute.Add(attribute);

    private void Tensor(string name, float[] values, params long[] shape)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("ONNX files hold little-endian numbers; this machine's are not.");
        _graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = TensorProto.Types.DataType.Float,
            Dims = { shape },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)),
        });
    }

    private static ValueInfoProto Described(string name, params long[] shape) => new()
    {
        Name = name,
        Type = new()
        {
            TensorType = new()
            {
                ElemType = TensorProto.Types.DataType.Float,
                Shape = new() { Dim = { shape.Select(extent => new TensorShapeProto.Types.Dimension { DimValue = extent }) } },
            },
        },
    };
}
