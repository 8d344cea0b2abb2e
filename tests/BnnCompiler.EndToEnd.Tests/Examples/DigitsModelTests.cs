// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace BnnCompiler.EndToEnd.Tests.Examples;

/// <summary>The model that comes with the repository, through the commands that its page prints.</summary>
public sealed class DigitsModelTests : IDisposable
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "examples", "models", "digits");

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("bnn-digits-");

    [Theory]
    [InlineData("interpreter")]
    [InlineData("csharp")]
    public void Every_engine_gives_the_scores_of_the_training_program_bit_for_bit(string engine)
    {
        string scores = Path.Combine(_temporary.FullName, "scores.npy");

        var (output, error) = Run(
            Made("test-images.idx3-ubyte.gz"),
            "--labels", Made("test-labels.idx1-ubyte.gz"), "--engine", engine, "--output", scores, "--quiet");

        Assert.Empty(output);
        Assert.Contains("(970 of 1000)", error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Made("expected-scores.npy")), File.ReadAllBytes(scores));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void A_png_image_is_recognised(int digit) => Assert.Equal($"{digit}\n", Run(Made($"digit-{digit}.png")).Output);

    public void Dispose() => _temporary.Delete(recursive: true);

    private static string Made(string name) => Path.Combine(Folder, name);

    private static (string Output, string Error) Run(string input, params string[] more)
    {
        string bnnc = Path.Combine(AppContext.BaseDirectory, "bnnc.dll");
        string[] arguments = [bnnc, "run", Made("digits.onnx"), "--input", input, "--input-scale", "1/255", .. more];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"bnnc ended with {process.ExitCode}: {error.Result}");
        return (output, error.Result);
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "BnnCompiler.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has BnnCompiler.sln.");
    }
}
