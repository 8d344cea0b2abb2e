// SPDX-License-Identifier: MIT
using System.Globalization;
using SpeedBenchmark.Building;
using SpeedBenchmark.Networks;
using SpeedBenchmark.Workloads;

namespace SpeedBenchmark.Engines;

/// <summary>The engines of a workload, ours first, and in how many of the images each gives our class.</summary>
internal sealed class EngineSet : IDisposable
{
    private readonly List<Engine> _engines = [];
    private readonly List<string> _notes = [];

    /// <summary>Builds whatever the engines need, and compares them with ours.</summary>
    /// <exception cref="InvalidOperationException">An engine that is exact does not give our scores.</exception>
    public EngineSet(Workload workload, Builds builds)
    {
        var compiled = workload.Model.Compile();
        var examples = new ImageBatches(
            workload.Model.Images(compiled.InputShape), compiled.InputShape.Length, compiled.ClassCount, workload.Batch, workload.Threads);
        AddOurs(workload, builds, examples);
        if (_engines.Count == 0)
            return;
        Network? network = null;
        try
        {
            network = Network.Of(compiled.Binarized);
        }
        catch (NotSupportedException fault)
        {
            _notes.Add($"{workload.Name}: no plain loop and no ONNX Runtime, because {fault.Message}");
        }

        // A batch is no other work for an engine that has none: the figures of batch 1 are those of any.
        if (workload.Batch == 1)
            AddLoops(workload, builds, examples, network);
        if (network is not null)
        {
            _engines.Add(OnnxRuntimeEngine.OfInt8(network, examples));
            _engines.Add(OnnxRuntimeEngine.OfFloats(network, examples));
        }

        AgreementWithOurs = Compare();
    }

    /// <summary>The engines; none where ours cannot do what the workload asks for.</summary>
    public IReadOnlyList<Engine> Engines => _engines;

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>For each engine, in how many of how many images its class is ours.</summary>
    public IReadOnlyList<string> AgreementWithOurs { get; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var engine in _engines)
            engine.Dispose();
    }

    private void AddOurs(Workload workload, Builds builds, ImageBatches examples)
    {
        string library = builds.CSharpLibrary(workload.Model);
        if (workload.Threads > 1 && !GeneratedCSharpEngine.HasThreads(library, Builds.Prefix))
        {
            _notes.Add($"{workload.Name}: left out, because the library has no function for several threads");
            return;
        }

        _engines.Add(new GeneratedCSharpEngine(EngineNames.Ours, library, Builds.Prefix, examples));
        if (builds.XnorLibrary(workload.Model) is { } xnor)
            _engines.Add(new GeneratedCSharpEngine(EngineNames.OursXnor, xnor, Builds.Prefix, examples));
    }

    private void AddLoops(Workload workload, Builds builds, ImageBatches examples, Network? network)
    {
        foreach (var compiler in CCompiler.All)
        {
            string library = builds.CLibrary(workload.Model, compiler);
            _engines.Add(new GeneratedCEngine(EngineNames.GeneratedC(compiler), library, builds.CHeader(workload.Model), Builds.Prefix, examples));
        }

        if (network is null)
            return;
        var plain = new PlainNetwork(network);
        foreach (var compiler in CCompiler.All)
            _engines.Add(new PlainCEngine(EngineNames.PlainC(compiler), builds.PlainLibrary(compiler), plain, examples));
        _engines.Add(new PlainCSharpEngine(EngineNames.PlainCSharp, plain, examples));
    }

    private string[] Compare()
    {
        int[] same = new int[_engines.Count];
        int batches = _engines[0].Examples.Batches, classes = _engines[0].Examples.Classes, images = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            foreach (var engine in _engines)
                engine.Run(batch);
            for (int begin = 0; begin < _engines[0].Scores.Length; begin += classes, images++)
            {
                var ours = _engines[0].Scores.AsSpan(begin, classes);
                for (int i = 0; i < same.Length; i++)
                {
                    var scores = _engines[i].Scores.AsSpan(begin, classes);
                    if (_engines[i] is not OnnxRuntimeEngine && !scores.SequenceEqual(ours))
                        throw new InvalidOperationException($"{_engines[i].Name} gives other scores than ours for an image of batch {batch}");
                    same[i] += ClassOf(scores) == ClassOf(ours) ? 1 : 0;
                }
            }
        }

        return [.. same.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count} of {images}"))];
    }

    private static int ClassOf(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
            best = scores[i] > scores[best] ? i : best;
        return best;
    }
}
