// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Models;
using BnnCompiler.Onnx;
using BnnCompiler.Runtime.Inputs;

namespace SpeedBenchmark.Workloads;

/// <summary>A model file and images for it.</summary>
/// <param name="Name">Its name, also of its folder.</param>
/// <param name="File">The model file.</param>
/// <param name="InputScale">What bnnc has to be told about its input; null for nothing.</param>
/// <param name="Samples">A file of images; null for random ones, each pixel as likely.</param>
internal sealed record Model(string Name, string File, string? InputScale = null, string? Samples = null)
{
    // Of random images; one batch of the largest.
    private const int RandomImages = 256;

    /// <summary>What bnnc is told about it.</summary>
    public string[] Arguments => InputScale is null ? [File] : [File, "--input-scale", InputScale];

    /// <summary>The model in the compiler.</summary>
    public CompiledModel Compile() => CompiledModel.Load(new(File, new ImportOptions { InputScale = InputScale }));

    /// <summary>The images, one after the other.</summary>
    public byte[] Images(InputShape shape)
    {
        if (Samples is not null)
        {
            var samples = InputFile.Read(Samples, shape);
            return [.. Enumerable.Range(0, samples.Count).SelectMany(image => samples.Pixels(image).ToArray())];
        }

        byte[] pixels = new byte[RandomImages * shape.Length];
        new Random(1).NextBytes(pixels);
        return pixels;
    }
}
