// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Engines;

/// <summary>A network, ready to run on the inputs of a workload. Whatever can be done once has been done when it is made.</summary>
internal abstract class Engine : IDisposable
{
    private protected Engine(string name, ImageBatches examples)
    {
        Name = name;
        Examples = examples;
        Scores = GC.AllocateArray<float>(examples.Batch * examples.Classes, pinned: true);
    }

    /// <summary>What reports call it.</summary>
    public string Name { get; }

    /// <summary>What it runs on.</summary>
    public ImageBatches Examples { get; }

    /// <summary>The scores of the batch that ran last: [batch, classes], pinned.</summary>
    public float[] Scores { get; }

    /// <summary>Computes the scores of a batch.</summary>
    public abstract void Run(int batch);

    /// <inheritdoc/>
    public abstract void Dispose();
}
