// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Tests.Runs;

namespace BnnCompiler.Training.Tests.Commands;

/// <summary><c>bnn-train run</c> as a user has it: killed, interrupted, resumed, and given what it cannot use.</summary>
public sealed class RunCommandTests : IDisposable
{
    private const string Recipe = """
        { "network": "conv:1x8x8-8C3-MP2-16C3-MP2-4", "dataset": "folder", "epochs": 60, "batch": 20, "shift": 1, "activations": "stochastic", "dropout-input": 0.1 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("bnn-train-").FullName;

    public RunCommandTests()
    {
        File.WriteAllText(In("recipe.json"), Recipe);
        SmallImages.Write(In("data"), 600);
    }

    [Fact]
    public void A_run_that_is_killed_again_and_again_ends_with_the_weights_of_an_unbroken_one()
    {
        Assert.Equal(0, Run("unbroken").ExitCode);

        // Each time it is killed in the middle of an epoch, some epochs further on; at last it comes to its end.
        foreach (int epochs in (int[])[1, 9, 20])
        {
            using var process = TrainerProcess.Start(Arguments("killed", epochs == 1 ? [] : ["--resume"]));
            WaitForEpochs(epochs);
            process.Kill();
        }

        var (exitCode, _, errors) = Run("killed", "--resume");
        Assert.True(exitCode == 0, errors);
        Assert.Equal(File.ReadAllBytes(In("unbroken/model.npz")), File.ReadAllBytes(In("killed/model.npz")));
        Assert.Equal(File.ReadAllBytes(In("unbroken/model.bnn")), File.ReadAllBytes(In("killed/model.bnn")));

        void WaitForEpochs(int epochs)
        {
            string curve = In("killed/curve.csv");
            for (int i = 0; i < 12_000 && !(File.Exists(curve) && File.ReadLines(curve).Count() > epochs); i++)
                Thread.Sleep(5);
            Assert.InRange(File.ReadLines(curve).Count() - 1, epochs, 59);
        }
    }

    [Fact]
    public void A_run_that_is_interrupted_saves_and_goes_on()
    {
        Assert.Equal(0, Run("unbroken").ExitCode);
        using var process = TrainerProcess.Start(Arguments("interrupted"));
        WaitForFile(In("interrupted/curve.csv"));
        process.Interrupt();
        var (exitCode, _, errors) = process.End();

        Assert.Equal(130, exitCode);
        Assert.Contains("--resume", errors, StringComparison.Ordinal);
        var (resumed, _, _) = TrainerProcess.Run("run", "--resume", "-o", In("interrupted"), "--data", In("data"));
        Assert.Equal(0, resumed);
        Assert.Equal(File.ReadAllBytes(In("unbroken/model.npz")), File.ReadAllBytes(In("interrupted/model.npz")));
    }

    [Fact]
    public void A_finished_run_has_a_network_a_curve_and_its_recipe()
    {
        var (exitCode, output, errors) = Run("run", "--epochs", "2");

        Assert.True(exitCode == 0, errors);
        Assert.Contains("epoch    2 of 2", output, StringComparison.Ordinal);
        Assert.Contains("finished", output, StringComparison.Ordinal);
        Assert.Equal(
            ["checkpoint.bin", "curve.csv", "curve.svg", "model.bnn", "model.npz", "model.onnx", "recipe.json"],
            Directory.GetFiles(In("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("\"epochs\": 2", File.ReadAllText(In("run/recipe.json")), StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(In("run/curve.csv")).Length);
    }

    [Fact]
    public void A_network_of_few_values_is_written_in_the_formats_that_can_say_it()
    {
        var (exitCode, _, errors) = Run("run", "--epochs", "1", "--weights", "ternary", "--activations", "2-bit");

        Assert.True(exitCode == 0, errors);
        Assert.Equal(
            ["checkpoint.bin", "curve.csv", "curve.svg", "model.bnn", "model.onnx", "recipe.json"],
            Directory.GetFiles(In("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_with_a_run_is_not_written_over()
    {
        Assert.Equal(0, Run("run", "--epochs", "1").ExitCode);
        byte[] before = File.ReadAllBytes(In("run/checkpoint.bin"));

        var (exitCode, _, errors) = Run("run", "--epochs", "1");

        Assert.Equal(2, exitCode);
        Assert.Contains("--resume", errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(In("run/checkpoint.bin")));
    }

    [Fact]
    public void A_run_is_not_resumed_with_another_recipe()
    {
        Assert.Equal(0, Run("run", "--epochs", "1").ExitCode);

        var (exitCode, _, errors) = Run("run", "--epochs", "2", "--resume");

        Assert.Equal(2, exitCode);
        Assert.Contains("'epochs' is 2, the run in the folder has 1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_not_resumed_on_another_number_of_threads()
    {
        Assert.Equal(0, Run("run", "--epochs", "1").ExitCode);

        var (exitCode, _, errors) = TrainerProcess.Run("run", "--resume", "-o", In("run"), "--data", In("data"), "--threads", "3");

        Assert.Equal(2, exitCode);
        Assert.Contains("--threads is 3, the run has 2", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_checkpoint_is_to_be_started_again()
    {
        var (exitCode, _, errors) = Run("nothing", "--resume");

        Assert.Equal(2, exitCode);
        Assert.Contains("without --resume", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_is_named_with_its_source()
    {
        var (exitCode, _, errors) = TrainerProcess.Run("run", "mnist-mlp", "-o", In("run"));

        Assert.Equal(2, exitCode);
        Assert.Contains("--data", errors, StringComparison.Ordinal);
        Assert.Contains("http", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("run")));
    }

    [Theory]
    [InlineData("expected a file or one of", "no-such-recipe")]
    [InlineData("784x10", "mnist-mlp", "--network", "mlp:784x10")]
    [InlineData("--threads is 0", "mnist-mlp", "--threads", "0")]
    [InlineData("expected a number", "mnist-mlp", "--learning-rate", "fast")]
    public void What_is_wrong_is_said_in_a_line(string expected, params string[] arguments)
    {
        var (exitCode, _, errors) = TrainerProcess.Run(["run", "-o", In("run"), .. arguments]);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("bnn-train: ", errors, StringComparison.Ordinal);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("run")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    private string[] Arguments(string output, params string[] more) =>
        ["run", In("recipe.json"), "-o", In(output), "--data", In("data"), "--threads", "2", .. more];

    private (int ExitCode, string Output, string Errors) Run(string output, params string[] more) => TrainerProcess.Run(Arguments(output, more));

    private static void WaitForFile(string file)
    {
        for (int i = 0; i < 12_000 && !File.Exists(file); i++)
            Thread.Sleep(5);
        Assert.True(File.Exists(file), $"{file} does not appear");
    }
}
