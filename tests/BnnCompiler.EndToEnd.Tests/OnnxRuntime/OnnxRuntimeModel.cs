// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace BnnCompiler.EndToEnd.Tests.OnnxRuntime;

/// <summary>A tensor of a file, as ONNX Runtime computed it.</summary>
internal sealed record RuntimeTensor(Shape Shape, float[] Values);

/// <summary>
/// An ONNX file in ONNX Runtime, which gives the file's scores and whatever tensors between. It runs node by node as the file says: folding a
/// batch norm into the convolution before it would round the convolution's weights, and with them sums that are integers in the file.
/// </summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string _input;
    private readonly long[] _inputShape;
    private readonly string[] _outputs;

    /// <summary>Loads a file that has one input and one output.</summary>
    /// <param name="file">The bytes of the .onnx file.</param>
    /// <param name="between">Tensors to give besides the output.</param>
    public OnnxRuntimeModel(byte[] file, params IReadOnlyCollection<string> between)
    {
        var model = ModelProto.Parser.ParseFrom(file);
        string output = Assert.Single(model.Graph.Output).Name;
        model.Graph.Output.Add(between.Select(name => new ValueInfoProto { Name = name }));
        _outputs = [output, .. between];
        var input = Assert.Single(model.Graph.Input);
        _input = input.Name;
        _inputShape = [.. input.Type.TensorType.Shape.Dim.Select(extent => extent.DimValue)];

        // One thread per run: callers run examples side by side, and sums are not split differently on machines with more cores.
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1 };
        _session = new(between.Count == 0 ? file : model.ToByteArray(), options);
    }

    /// <summary>The output, then the tensors between, for one example of pixels or of floats. Threads may call it at the same time.</summary>
    public RuntimeTensor[] Run<T>(T[] example)
        where T : unmanaged
    {
        using var input = OrtValue.CreateTensorValueFromMemory(example, _inputShape);
        using var results = _session.Run(_options, [_input], [input], _outputs);
        return
        [
            .. results.Select(result => new RuntimeTensor(
                new([.. result.GetTensorTypeAndShape().Shape.Select(extent => (int)extent)]),
                result.GetTensorDataAsSpan<float>().ToArray())),
        ];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }
}
