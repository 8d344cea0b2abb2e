// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Output;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>What <c>bnnc lower</c> writes is all that the source generator needs.</summary>
public sealed class LowerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void The_lowered_text_gives_the_code_that_compile_writes()
    {
        Bnnc.Done(["compile", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", _folder["out"]]);
        Bnnc.Done(["lower", DigitsFiles.Model, .. DigitsFiles.Scale, "-o", _folder["digits.bnn"]]);
        string text = File.ReadAllText(_folder["digits.bnn"]);
        Assert.Contains("\nstage packed\n", text, StringComparison.Ordinal);
        var files = Compiler.CompileToCSharp(text, "digits.bnn", graph => new("Bnn.Models", "Digits"), new());
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.Combine(_folder["out"], file.Name)), file.Text));
    }

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
    public void MSBuild_is_told_the_file_and_the_code()
    {
        var run = Bnnc.Run("lower", _folder["none.onnx"], "-o", _folder["none.bnn"], "--msbuild");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"{_folder["none.onnx"]}: error BNN3002: there is no file '{_folder["none.onnx"]}'; expected a model file (.onnx or .bnn)\n", run.Errors);
        Assert.False(File.Exists(_folder["none.bnn"]));
    }

    [Theory]
    [InlineData(DiagnosticSeverity.Error, "net.bnn(3,14)", "m/net.bnn(3,14): error BNN0001: found ','")]
    [InlineData(DiagnosticSeverity.Error, "node 'fc2'", "m/net.bnn: error BNN0001: at node 'fc2': found ','")]
    [InlineData(DiagnosticSeverity.Warning, "", "m/net.bnn: warning BNN0001: found ','")]
    [InlineData(DiagnosticSeverity.Note, "node 'fc2'", "m/net.bnn: note BNN0001 at node 'fc2': found ','")]
    public void A_place_in_a_text_becomes_a_position(DiagnosticSeverity severity, string place, string expected) =>
        Assert.Equal(expected, DiagnosticPrinter.ForMSBuild(new("BNN0001", severity, "found ','", place), "m/net.bnn"));

    public void Dispose() => _folder.Dispose();
}
