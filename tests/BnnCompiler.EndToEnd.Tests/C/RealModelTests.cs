// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.EndToEnd.Tests.RealModels;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>Networks that others trained, through <c>bnnc run --engine c</c>: all scores are those of the expected files, byte for byte.</summary>
public sealed class RealModelTests : IDisposable
{
    private static readonly string[] Cpus = ["x86-64", "generic", "generic-32", "generic-8"];

    private readonly TestFolder _folder = new();

    [SharedFileFact(Mnist.Tfc, Mnist.First1000, Mnist.TfcScores)]
    public void Tfc_gives_the_expected_scores() =>
        Assert.All(Cpus, cpu => Assert.Equal(Mnist.Bytes(Mnist.TfcScores), Scores(Mnist.Tfc, Mnist.First1000, cpu, "--input-scale", "1/255")));

    [SharedFileFact(Mnist.Lfc, Mnist.First1000, Mnist.LfcScores)]
    public void Lfc_gives_the_expected_scores() =>
        Assert.All(Cpus, cpu => Assert.Equal(Mnist.Bytes(Mnist.LfcScores), Scores(Mnist.Lfc, Mnist.First1000, cpu, "--input-scale", "1/255")));

    [SharedFileFact(Cifar.Cnv, Cifar.First1000, Cifar.CnvScores)]
    public void Cnv_gives_the_expected_scores() =>
        Assert.All(Cpus, cpu => Assert.Equal(Mnist.Bytes(Cifar.CnvScores), Scores(Cifar.Cnv, Cifar.First1000, cpu, "--input-scale", "1/255")));

    public void Dispose() => _folder.Dispose();

    private byte[] Scores(string model, string images, string cpu, params string[] scale)
    {
        string file = _folder["scores.npy"];
        Bnnc.Done(["run", Mnist.At(model), .. scale, "--engine", "c", "--cpu", cpu, "--input", Mnist.At(images), "--output", file, "--quiet"]);
        return File.ReadAllBytes(file);
    }
}
