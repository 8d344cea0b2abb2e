// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.RealModels;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests;
using BnnCompiler.Text;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>What <c>bnnc lower</c> writes is all that the source generator needs.</summary>
public sealed class LowerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void The_lowered_text_gives_the_code_that_compile_writes() => AssertGivesTheCodeOfCompile(DigitsFiles.Model, DigitsFiles.Scale);

    [Theory]
    [InlineData("mnist-tiny-ternary")]
    [InlineData("mnist-tiny-2bit")]
    public void The_lowered_text_of_a_network_of_few_bits_gives_the_code_that_compile_writes(string name) =>
        AssertGivesTheCodeOfCompile(SharedFiles.InRepository($"examples/models/{name}/{name}.bnn"));

    [SharedFileTheory(LowBit.Jets + ".onnx")]
    [InlineData(LowBit.Tfc1W2A, "--input-scale", "1/255")]
    [InlineData(LowBit.Tfc2W2A, "--input-scale", "1/255")]
    [InlineData(LowBit.Keywords + ".onnx")]
    [InlineData(LowBit.Intrusion + ".onnx")]
    [InlineData(LowBit.Jets + ".onnx", "--drop-softmax")]
    public void The_lowered_text_of_a_network_of_few_bits_of_others_gives_the_code_that_compile_writes(string model, params string[] options) =>
        AssertGivesTheCodeOfCompile(SharedFiles.Find(model)!, options);

    [Fact]
    public void A_file_of_weights_that_are_few_now_is_removed()
    {
        _folder.Write("digits.weights", [1, 2, 3]);
        Bnnc.Done(["lower", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", _folder["digits.bnn"]]);
        Assert.False(File.Exists(_folder["digits.weights"]));
    }

    [Fact]
    public void A_lowered_text_is_no_model_for_other_commands()
    {
        Bnnc.Done(["lower", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", _folder["digits.bnn"]]);
        var run = Bnnc.Run("inspect", _folder["digits.bnn"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error BNN0004 at digits.bnn: the text is of stage packed", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_cannot_be_compiled_is_refused()
    {
        var run = Bnnc.Run("lower", _folder["none.onnx"], "-o", _folder["none.bnn"]);
        Assert.Equal((2, false), (run.ExitCode, File.Exists(_folder["none.bnn"])));
        Assert.StartsWith("error BNN3002: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_generator_is_told_why_a_model_cannot_be_compiled()
    {
        string model = _folder.Write("net.bnn", "bnn 1\ngraph net\n  input pixels\n"u8.ToArray());
        _folder.Write("out.weights", [1]);
        Bnnc.Done("lower", model, "-o", _folder["out.bnn"], "--for-generator");
        var refusal = RefusalText.TryParse(File.ReadAllText(_folder["out.bnn"]), "out.bnn")!;
        Assert.Equal(("BNN0001", model, 3, 9), (refusal.Code, refusal.Path, refusal.Line, refusal.Column));
        Assert.Equal("found 'pixels'; expected '%' and a name", refusal.Message);
        Assert.False(File.Exists(_folder["out.weights"]));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_folder["out.bnn"]));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The text is what packages embed: a class and its interface, whatever compiled it.</summary>
    private void AssertGivesTheCodeOfCompile(string model, params string[] options)
    {
        Bnnc.Done(["compile", model, .. options, "--namespace", "Bnn.Models", "--class", "Net", "-o", _folder["out"]]);
        Bnnc.Done(["lower", model, .. options, "-o", _folder["net.bnn"]]);
        string text = File.ReadAllText(_folder["net.bnn"]);
        Assert.Contains("\nstage packed\n", text, StringComparison.Ordinal);
        var files = Compiler.Compile(text, "net.bnn", graph => new CSharpTarget(new("Bnn.Models", "Net")), new()).Code.Sources;
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.Combine(_folder["out"], file.Name)), file.Text));
    }
}
