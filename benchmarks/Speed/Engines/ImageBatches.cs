// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Engines;

/// <summary>The images of a workload, in batches.</summary>
internal sealed class ImageBatches
{
    /// <summary>Batches of images; what is left over is left out.</summary>
    /// <param name="pixels">The images, one after the other.</param>
    /// <param name="length">Pixels of an image.</param>
    /// <param name="classes">Scores of an image.</param>
    /// <param name="batch">Images that an engine is given at once.</param>
    /// <param name="threads">Threads that it may use for them.</param>
    public ImageBatches(ReadOnlySpan<byte> pixels, int length, int classes, int batch, int threads)
    {
        (Length, Classes, Batch, Threads) = (length, classes, batch, threads);
        Batches = pixels.Length / (length * batch);
        Pixels = GC.AllocateUninitializedArray<byte>(Batches * batch * length, pinned: true);
        pixels[..Pixels.Length].CopyTo(Pixels);
    }

    /// <summary>All images, pinned.</summary>
    public byte[] Pixels { get; }

    /// <summary>Pixels of an image.</summary>
    public int Length { get; }

    /// <summary>Scores of an image.</summary>
    public int Classes { get; }

    /// <summary>Images of a batch.</summary>
    public int Batch { get; }

    /// <summary>Threads of an engine.</summary>
    public int Threads { get; }

    /// <summary>Number of batches.</summary>
    public int Batches { get; }

    /// <summary>Where an image of a batch begins.</summary>
    public int Offset(int batch, int image = 0) => ((batch * Batch) + image) * Length;
}
