// SPDX-License-Identifier: MIT
using System.Text.Json;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>The options of the C target, as typed.</summary>
public sealed class CTargetTests : IDisposable
{
    private static readonly string Model = SharedFiles.InRepository("examples/models/mnist-tiny/mnist-tiny.bnn");
    private static readonly string Digits = SharedFiles.InRepository("examples/models/samples/digits-images.idx3-ubyte");

    private readonly TestFolder _folder = new();

    [Fact]
    public void Compile_writes_the_same_bytes_every_time()
    {
        string[] options = ["compile", Model, "--target", "c", "--cpu", "generic-32", "--self-test", "--split-weights", "1000", "-o"];
        Bnnc.Done([.. options, _folder["one"]]);
        Bnnc.Done([.. options, _folder["two"]]);
        string[] names = [.. Directory.GetFiles(_folder["one"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(["mnist_tiny.c", "mnist_tiny.h", "mnist_tiny_selftest.c", "mnist_tiny_weights.c"], names);
        Assert.All(names, name =>
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["one"], name)), File.ReadAllBytes(Path.Combine(_folder["two"], name))));
    }

    [Theory]
    [InlineData("--max-flash", "bytes; expected at most 100 (--max-flash)")]
    [InlineData("--max-ram", "expected at most 100 (--max-ram)")]
    [InlineData("--max-stack", "expected at most 100 (--max-stack)")]
    public void A_network_over_its_budget_is_refused_layer_by_layer(string option, string message)
    {
        string output = _folder["out"];
        var run = Bnnc.Run("compile", Model, "--target", "c", "--cpu", "generic-32", option, "100", "-o", output);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error BNN2301: found ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(message.Replace("bytes; ", "", StringComparison.Ordinal), run.Errors, StringComparison.Ordinal);
        Assert.Contains("conv3 ", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(output));
    }

    [Theory]
    [InlineData("compile", "--scores", "int32", "--scores belongs to the C target")]
    [InlineData("compile", "--cpu", "cortex-m4", "--cpu belongs to the C target")]
    [InlineData("build", "--cpu", "cortex-m4", "--cpu cortex-m4 is not for --target csharp")]
    [InlineData("build", "--kind", "object", "--kind object is not for --target csharp; expected one of exe, shared, static")]
    [InlineData("inspect", "--max-ram", "0", "--max-ram is '0'; expected a whole number of bytes from 1 to 2147483647")]
    [InlineData("inspect", "--max-ram", "64K", "--max-ram is '64K'; expected a whole number of bytes from 1 to 2147483647")]
    public void What_belongs_to_another_target_is_refused(string command, string option, string value, string message)
    {
        var run = Bnnc.Run([command, Model, option, value, .. command == "inspect" ? (string[])["--target", "c"] : ["-o", _folder["out"]]]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int", "which C or the generated code uses itself")]
    [InlineData("bnn_x", "which C or the generated code uses itself")]
    [InlineData("a-b", "expected letters a to z, digits and _")]
    [InlineData("stdio", "which C or the generated code uses itself")]
    public void A_prefix_has_to_be_a_name_of_ones_own(string prefix, string message)
    {
        var run = Bnnc.Run("compile", Model, "--target", "c", "--prefix", prefix, "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_belongs_to_another_language()
    {
        var run = Bnnc.Run("compile", Model, "--target", "c", "--class", "A", "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--class belongs to the C# target", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Firmware_is_no_program()
    {
        var run = Bnnc.Run("build", Model, "--target", "c", "--cpu", "cortex-m4", "-o", _folder["out"]);
        Assert.Equal(2, run.ExitCode);
    }

    [FactWithTools("gcc")]
    public void Build_makes_a_program_that_classifies_a_file()
    {
        Bnnc.Done("build", Model, "--target", "c", "--cpu", "generic", "-o", _folder["out"]);
        var run = ChildProcess.Run(Path.Combine(_folder["out"], "mnist_tiny"), [Digits]);
        Assert.Equal(Bnnc.Done("run", Model, "--input", Digits).Output, run.Output);
    }

    [FactWithTools("gcc")]
    public void Networks_and_their_self_tests_are_linked_into_one_program()
    {
        string folder = _folder["all"], main = Path.Combine(folder, "main.c");
        Directory.CreateDirectory(folder);
        Bnnc.Done("compile", Model, "--target", "c", "--cpu", "generic-32", "--self-test", "-o", folder);
        Bnnc.Done("compile", SharedFiles.InRepository("examples/models/digits/digits.onnx"),
            "--target", "c", "--self-test", "--scores", "int32", "-o", folder);
        File.WriteAllText(main, """
            #include "mnist_tiny.h"
            #include "digits.h"
            static uint64_t arena[2048];
            int main(void) { return mnist_tiny_self_test(arena) + digits_self_test(arena) + (mnist_tiny_run(0, 0, arena) != MNIST_TINY_ERROR_NULL_POINTER); }
            """);
        string[] sources = Directory.GetFiles(folder, "*.c");
        var built = ChildProcess.Run("gcc", ["-std=c99", "-Wall", "-Wextra", "-Werror", "-O1", .. sources, "-o", Path.Combine(folder, "main")]);
        Assert.True(built.ExitCode == 0, built.Errors);
        Assert.Equal(0, ChildProcess.Run(Path.Combine(folder, "main"), []).ExitCode);
    }

    [FactWithTools("gcc")]
    public void A_self_test_finds_a_changed_weight()
    {
        string folder = _folder["wrong"], source = Path.Combine(folder, "mnist_tiny.c");
        Bnnc.Done("compile", Model, "--target", "c", "--cpu", "generic-32", "--self-test", "-o", folder);
        string text = File.ReadAllText(source);
        int weights = text.IndexOf("mnist_tiny_fc1_weights[", StringComparison.Ordinal), word = text.IndexOf("0x", weights, StringComparison.Ordinal);
        File.WriteAllText(source, text[..word] + "~" + text[word..]);
        string main = Path.Combine(folder, "main.c");
        File.WriteAllText(
            main, "#include \"mnist_tiny.h\"\nstatic uint64_t arena[2048];\nint main(void) { return (int)mnist_tiny_self_test(arena); }\n");
        Assert.Equal(0, ChildProcess.Run("gcc", ["-std=c99", .. Directory.GetFiles(folder, "*.c"), "-o", Path.Combine(folder, "main")]).ExitCode);
        Assert.InRange(ChildProcess.Run(Path.Combine(folder, "main"), []).ExitCode, 1, 4);
    }

    [Fact]
    public void Inspect_gives_the_figures_of_the_header()
    {
        using var json = JsonDocument.Parse(Bnnc.Done("inspect", Model, "--target", "c", "--cpu", "cortex-m4", "--json").Output);
        Bnnc.Done("compile", Model, "--target", "c", "--cpu", "cortex-m4", "-o", _folder["out"]);
        string header = File.ReadAllText(Path.Combine(_folder["out"], "mnist_tiny.h"));
        foreach (var (macro, property) in new[] { ("ARENA", "arenaBytes"), ("STACK", "stackBytes"), ("CONSTANT", "constantBytes") })
            Assert.Contains($"#define MNIST_TINY_{macro}_BYTES {json.RootElement.GetProperty(property)}\n", header, StringComparison.Ordinal);
        var layers = json.RootElement.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(json.RootElement.GetProperty("constantBytes").GetInt32(), layers.Sum(layer => layer.GetProperty("constantBytes").GetInt32()));
        Assert.Equal(json.RootElement.GetProperty("arenaBytes").GetInt32(), layers.Max(layer => layer.GetProperty("ramBytes").GetInt32()));
    }

    /// <summary>Products with weights of a byte pass over inputs that are 0, whatever is asked for; limits are compared all.</summary>
    [Theory]
    [InlineData("weighted_conv", false)]
    [InlineData("quantize", true)]
    [InlineData("sliced_conv", true)]
    public void Inspect_says_which_layers_on_codes_take_the_same_time_for_every_input(string kernel, bool isConstant)
    {
        string model = SharedFiles.InRepository("examples/models/mnist-tiny-ternary/mnist-tiny-ternary.bnn");
        using var json = JsonDocument.Parse(
            Bnnc.Done("inspect", model, "--target", "c", "--cpu", "cortex-m4", "--constant-time", "--json").Output);
        var layers = json.RootElement.GetProperty("layers").EnumerateArray()
            .Where(layer => layer.GetProperty("kernel").GetString() == kernel).ToArray();
        Assert.NotEmpty(layers);
        Assert.All(layers, layer => Assert.Equal(isConstant, layer.GetProperty("constantTime").GetBoolean()));
    }

    public void Dispose() => _folder.Dispose();
}
