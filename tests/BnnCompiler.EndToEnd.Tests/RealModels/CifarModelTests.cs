// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>CNV, nine layers with an 8-bit input, negative scales, ties and pooled signs, gives its authors' scores, integers all of them.</summary>
public sealed class CifarModelTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [SharedFileFact(Cifar.Cnv, Cifar.First1000, Cifar.CnvScores)]
    public void Cnv_interpreted_gives_the_expected_scores() =>
        Assert.Equal(Mnist.Bytes(Cifar.CnvScores), Scores("interpreter"));

    [SharedFileFact(Cifar.Cnv, Cifar.First1000, Cifar.CnvScores)]
    public void Cnv_in_csharp_gives_the_expected_scores_at_every_register_width() =>
        Assert.All(RegisterWidth.All, width => Assert.Equal(Mnist.Bytes(Cifar.CnvScores), Scores("csharp", width)));

    [SharedFileFact(Cifar.Cnv, Cifar.Records)]
    public void Cnv_classifies_cifars_own_records()
    {
        string records = Mnist.At(Cifar.Records);
        var run = Bnnc.Done("run", Mnist.At(Cifar.Cnv), "--input-scale", "1/255", "--input", records, "--labels", records);
        Assert.EndsWith("accuracy 80.50 % (805 of 1000)\n", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Scores(string engine, RegisterWidth? width = null)
    {
        string file = _folder["scores.npy"];
        var run = Bnnc.Done(width?.Environment ?? [],
            "run", Mnist.At(Cifar.Cnv), "--input-scale", "1/255", "--engine", engine, "--input", Mnist.At(Cifar.First1000),
            "--output", file, "--quiet");
        Assert.Empty(run.Output);
        return File.ReadAllBytes(file);
    }
}
