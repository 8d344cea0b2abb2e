// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>A wrong command line: what is wrong with it, on stderr, and exit code 2.</summary>
public class WrongArgumentsTests
{
    [Theory]
    [InlineData("", "Required command")]
    [InlineData("frobnicate", "'frobnicate' is no command or option of bnnc")]
    [InlineData("biuld MODEL -o x", "'biuld' is no command or option of bnnc; did you mean 'build'?")]
    [InlineData("import MODEL -o x --input_scale 1/255", "'--input_scale' is no command or option of bnnc import; did you mean '--input-scale'?")]
    [InlineData("build MODEL -o x --kind shred", "--kind: Argument 'shred' not recognized")]
    [InlineData("run MODEL --input x --frobnicate", "'--frobnicate'")]
    [InlineData("run MODEL", "'--input'")]
    [InlineData("run MODEL --input x --engine d", "'d' not recognized. Must be one of: 'csharp' 'c' 'interpreter'")]
    [InlineData("import MODEL", "'--output'")]
    [InlineData("import MODEL -o", "'-o'")]
    [InlineData("import MODEL -o EMPTY", "--output is empty")]
    [InlineData("run MODEL --input x -o EMPTY", "--output is empty")]
    [InlineData("build MODEL -o EMPTY", "--output is empty")]
    [InlineData("compile MODEL -o EMPTY", "--output is empty")]
    [InlineData("compile MODEL", "nothing to do")]
    [InlineData("compile MODEL --print-after frobnicate", "'frobnicate' not recognized")]
    [InlineData("compile MODEL -o x --class 1x", "--class is '1x'")]
    [InlineData("compile MODEL -o x --class class", "--class is 'class'")]
    [InlineData("compile MODEL -o x --class Run", "--class is 'Run', which the generated code uses")]
    [InlineData("compile MODEL -o x --class", "'--class'")]
    [InlineData("compile MODEL -o x --namespace a..b", "--namespace is 'a..b'")]
    [InlineData("compile MODEL -o x --namespace My.XnorDense", "the part 'XnorDense'")]
    [InlineData("compile MODEL -o x --target fortran", "'fortran' not recognized")]
    [InlineData("build MODEL -o x --name a-b", "--name is 'a-b'")]
    [InlineData("build MODEL -o x --kind dll", "'dll' not recognized")]
    [InlineData("build MODEL -o x --rid linux-arm64 --cpu x86-64-v2", "--cpu x86-64-v2 is a level of x64 processors")]
    [InlineData("build MODEL -o x --rid linux-x64 --rid linux-arm64", "'--rid'")]
    [InlineData("build MODEL -o x --rid", "'--rid'")]
    [InlineData("build MODEL -o x --cpu", "'--cpu'")]
    [InlineData("build MODEL -o x --cpu z80", "'z80' not recognized")]
    [InlineData("verify MODEL --samples -1", "--samples is -1; expected 0..1000000")]
    [InlineData("verify MODEL --samples many", "'many'")]
    [InlineData("verify MODEL --samples", "'--samples'")]
    [InlineData("verify MODEL --seed 99999999999", "'99999999999'")]
    [InlineData("verify MODEL more", "'more'")]
    [InlineData("bench", "'MODEL'")]
    [InlineData("bench MODEL --runs 0", "--runs is 0; expected 1..1000000")]
    [InlineData("bench MODEL --threads 1025", "--threads is 1025; expected 1..1024")]
    [InlineData("bench MODEL --batch many", "'many'")]
    [InlineData("bench MODEL --rid linux-arm64", "'--rid' is no command or option of bnnc bench")]
    [InlineData("bench MODEL --cpu z80", "'z80' not recognized")]
    [InlineData("bench MODEL --kernels fast", "'fast' not recognized")]
    [InlineData("completion fish", "'fish' not recognized")]
    public void A_wrong_command_line_is_refused(string line, string expected)
    {
        using var folder = new TestFolder();
        string[] arguments = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word switch { "MODEL" => DigitsFiles.Model, "EMPTY" => "", _ => word })];
        AssertRefused("BNN3003", expected, Bnnc.RunIn(folder["."], [], arguments));
        Assert.Empty(folder.Content);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1/0")]
    [InlineData("-1")]
    [InlineData("0,5")]
    public void An_input_scale_has_to_be_a_positive_number_or_fraction(string scale) =>
        AssertRefused("BNN1013", $"'{scale}'", Bnnc.Run("import", DigitsFiles.Model, "-o", "-", $"--input-scale={scale}"));

    [Theory]
    [InlineData("no/such/file.onnx", "there is no file 'no/such/file.onnx'")]
    [InlineData("/", "'/' is a folder")]
    [InlineData("", "there is no file ''")]
    public void A_model_has_to_be_a_file(string model, string expected) => Assert.All(
        ["inspect", "bench"],
        command => AssertRefused("BNN3002", expected, Bnnc.Run(command, model)));

    private static void AssertRefused(string code, string expected, ChildProcess run)
    {
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error {code}", run.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }
}
