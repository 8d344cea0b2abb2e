// SPDX-License-Identifier: MIT
using Microsoft.ML.OnnxRuntime;
using SpeedBenchmark.Networks;
using SpeedBenchmark.Onnx;

namespace SpeedBenchmark.Engines;

/// <summary>An ONNX file in ONNX Runtime. Inputs and outputs are bound once, and inputs have the file's element type already.</summary>
internal sealed class OnnxRuntimeEngine : Engine
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue _scores;
    private readonly OrtValue[] _inputs;
    private readonly OrtIoBinding[] _bindings;

    private OnnxRuntimeEngine(string name, InferenceSession session, ImageBatches examples, Func<int, OrtValue> input)
        : base(name, examples)
    {
        _session = session;
        _scores = OrtValue.CreateTensorValueFromMemory(Scores, [examples.Batch, examples.Classes]);
        _inputs = [.. Enumerable.Range(0, examples.Batches).Select(input)];
        _bindings = [.. _inputs.Select(Bind)];
    }

    /// <summary>The engine of a network in floats.</summary>
    public static OnnxRuntimeEngine OfFloats(Network network, ImageBatches examples) => Of(
        EngineNames.OnnxRuntimeFloat, FloatModel.Of(network), ChannelsFirst.InputDimensions(network),
        FloatModel.Inputs(network, examples.Pixels), examples);

    /// <summary>The engine of a network in bytes.</summary>
    public static OnnxRuntimeEngine OfInt8(Network network, ImageBatches examples) => Of(
        EngineNames.OnnxRuntimeInt8, Int8Model.Of(network), Int8Model.InputDimensions(network),
        Int8Model.Inputs(network, examples.Pixels), examples);

    /// <inheritdoc/>
    public override void Run(int batch) => _session.RunWithBinding(_options, _bindings[batch]);

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var binding in _bindings)
            binding.Dispose();
        foreach (var input in _inputs)
            input.Dispose();
        _scores.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    /// <summary>A session on a file.</summary>
    /// <typeparam name="T">Element type of the input.</typeparam>
    /// <param name="name">What reports call it.</param>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="dimensions">Dimensions of the input behind the batch.</param>
    /// <param name="inputs">All images as the file reads them.</param>
    /// <param name="examples">What it runs on.</param>
    private static OnnxRuntimeEngine Of<T>(string name, byte[] file, int[] dimensions, T[] inputs, ImageBatches examples)
        where T : unmanaged
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = examples.Threads,
            EnableMemoryPattern = true,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Threads may spin within a run, but not on the core of whoever is measured next.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        int length = inputs.Length / examples.Batches;
        long[] shape = [examples.Batch, .. dimensions.Select(dimension => (long)dimension)];
        return new(name, new(file, options), examples, batch => OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, new Memory<T>(inputs, batch * length, length), shape));
    }

    private OrtIoBinding Bind(OrtValue input)
    {
        var binding = _session.CreateIoBinding();
        binding.BindInput(OnnxFile.Input, input);
        binding.BindOutput(_session.OutputNames[0], _scores);
        return binding;
    }
}
