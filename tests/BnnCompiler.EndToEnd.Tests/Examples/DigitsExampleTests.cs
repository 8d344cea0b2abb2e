// SPDX-License-Identifier: MIT
using System.IO.Compression;
using System.Text.RegularExpressions;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Tests;
using Digits;

namespace BnnCompiler.EndToEnd.Tests.Examples;

/// <summary>The example that draws digits and trains a network on them, as its page says.</summary>
[Collection(NativeBuilds.Collection)]
public sealed partial class DigitsExampleTests : IDisposable
{
    private const int Side = 16, HeaderLength = 16;

    private readonly DirectoryInfo _clone = Directory.CreateTempSubdirectory("bnn-digits-example-");

    [Theory]
    [InlineData("t10k-images-idx3-ubyte", "test-images.idx3-ubyte.gz")]
    [InlineData("t10k-labels-idx1-ubyte", "test-labels.idx1-ubyte.gz")]
    public void The_test_digits_of_the_model_are_drawn_again(string drawn, string file) =>
        Assert.Equal(Unpacked(SharedFiles.InRepository($"examples/models/digits/{file}")), Program.Dataset()[drawn]);

    [Fact]
    public void The_first_ten_of_them_are_the_pictures()
    {
        var shape = new InputShape(InputElement.UInt8, [1, 1, Side, Side]);
        byte[] images = Program.Dataset()["t10k-images-idx3-ubyte"][HeaderLength..];
        for (int digit = 0; digit < 10; digit++)
        {
            var picture = InputFile.Read(SharedFiles.InRepository($"examples/models/digits/digit-{digit}.png"), shape);
            Assert.Equal(images[(digit * Side * Side)..((digit + 1) * Side * Side)], picture.Pixels(0).ToArray());
        }
    }

    [Fact]
    public void The_sample_digits_are_drawn_again() => Assert.All(SampleDigits.Files(), file =>
        Assert.Equal(File.ReadAllBytes(SharedFiles.InRepository($"examples/models/samples/{file.Key}")), file.Value));

    [FactWithTools("bash", "gcc")]
    public void The_commands_of_its_page_work_as_printed()
    {
        foreach (string name in (string[])["artifacts", "examples"])
            Directory.CreateSymbolicLink(Path.Combine(_clone.FullName, name), SharedFiles.InRepository(name));
        string commands = Block().Match(File.ReadAllText(SharedFiles.InRepository("examples/digits/README.md"))).Groups[1].Value;
        var run = ChildProcess.Run("bash", ["-euc", commands], folder: _clone.FullName);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Matches(@"\n9[5-9]\d of 1000 right", run.Output);
        Assert.Contains("out/digits", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _clone.Delete(recursive: true);

    private static byte[] Unpacked(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }

    [GeneratedRegex(@"<!-- test: digits -->\n```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
