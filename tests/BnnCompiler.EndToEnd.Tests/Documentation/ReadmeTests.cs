// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.RegularExpressions;
using BenchmarkModels;
using BnnCompiler.Cli.Engines;
using BnnCompiler.EndToEnd.Tests.RealModels;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Onnx;
using BnnCompiler.Targets;
using BnnCompiler.Tests;
using Microsoft.CodeAnalysis;

namespace BnnCompiler.EndToEnd.Tests.Documentation;

/// <summary>
/// What the README tells a newcomer to type works as printed. The commands run in a folder that shows the clone's models and its built tool, so
/// that what they write does not end up in the clone.
/// </summary>
[Collection(NativeBuilds.Collection)]
public sealed partial class ReadmeTests : IDisposable
{
    private const int Records = 23;

    private readonly DirectoryInfo _clone = Directory.CreateTempSubdirectory("bnn-readme-");

    public ReadmeTests()
    {
        foreach (string name in (string[])["artifacts", "examples"])
            Directory.CreateSymbolicLink(Path.Combine(_clone.FullName, name), SharedFiles.InRepository(name));
    }

    [FactWithTools("bash", "gcc")]
    public void The_commands_work_as_printed()
    {
        ProvideImages();
        var blocks = Blocks();
        Assert.Equal(["quickstart", "use", "verify", "images", "compile"], blocks.Select(block => block.Name));
        string output = string.Concat(blocks.SelectMany(block => block.Lines).Select(Run));
        Assert.Contains("out/digits", output, StringComparison.Ordinal);
        Assert.Matches(@"accuracy \d\d\.\d", output);
        Assert.Matches(@"median \d+\.\d+", output);
        Assert.Contains("{\"class\":3,\"scores\":[", output, StringComparison.Ordinal);
        Assert.Contains("all engines give the same bits", output, StringComparison.Ordinal);
        Assert.Contains("pixel_conv_threshold", output, StringComparison.Ordinal);
        Assert.Contains($"{Records} examples", output, StringComparison.Ordinal);
        Assert.Contains($"of {Records})", output, StringComparison.Ordinal);
        Assert.DoesNotContain("BipolarQuant", File.ReadAllText(Path.Combine(_clone.FullName, "cnv.where.onnx")), StringComparison.Ordinal);
        AssertCompiles(CSharpBlock());
    }

    [Fact]
    public void The_table_has_the_commands_of_help()
    {
        string help = Command.Run(Path.Combine(AppContext.BaseDirectory, "bnnc"), "--help").Output;
        string[] commands =
            [.. HelpCommand().Matches(help[help.IndexOf("\nCommands:", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value)];
        Assert.Contains("verify", commands);
        Assert.Equal(commands, TableCommand().Matches(Readme()).Select(match => match.Groups[1].Value));
    }

    [FactWithTools("bash")]
    public void The_completion_script_completes_commands_and_options()
    {
        string bnnc = Path.Combine(AppContext.BaseDirectory, "bnnc");
        string script = $"source <({bnnc} completion bash); COMP_LINE='bnnc ver'; COMP_POINT=8; _bnnc {bnnc}; echo ${{COMPREPLY[0]}}; "
            + $"COMP_LINE='bnnc run x --en'; COMP_POINT=15; _bnnc {bnnc}; echo ${{COMPREPLY[0]}}";
        Assert.Equal(new Command(0, "verify\n--engine\n", ""), Command.Run("bash", "-c", script));
    }

    [Fact]
    public void Every_link_to_a_file_leads_somewhere()
    {
        string[] links = FileLink().Matches(Readme()).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(SharedFiles.InRepository(link)), $"README.md links to {link}, which does not exist"));
    }

    public void Dispose() => _clone.Delete(recursive: true);

    private static string Readme() => File.ReadAllText(SharedFiles.InRepository("README.md"));

    /// <summary>
    /// The shell blocks marked for this test, without the commands that build or test the clone itself: this test is part of those.
    /// </summary>
    private static (string Name, string[] Lines)[] Blocks() =>
    [
        .. MarkedBlock().Matches(Readme())
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("dotnet ", StringComparison.Ordinal)).ToArray()))
            .Where(block => block.Item1 != "none"),
    ];

    /// <summary>The C# of the README: usings and the body of a program beside the files that the last command wrote.</summary>
    private static string CSharpBlock() => CSharpCode().Match(Readme()).Groups[1].Value;

    /// <summary>The network that a command of the clone writes, and the file that the reader brings.</summary>
    private void ProvideImages()
    {
        var cnv = PaperNetworks.All.Single(shape => shape.Name == "cnv");
        File.WriteAllBytes(Path.Combine(_clone.FullName, "cnv.onnx"), OnnxExporter.Export(RandomModel.Of(cnv), OnnxDialect.Qonnx));
        byte[] records = new byte[Records * (1 + Cifar.Pixels)];
        new Random(1).NextBytes(records);
        for (int i = 0; i < Records; i++)
            records[i * (1 + Cifar.Pixels)] = (byte)(i % 10);
        File.WriteAllBytes(Path.Combine(_clone.FullName, "test_batch.bin"), records);
    }

    private void AssertCompiles(string snippet)
    {
        string[] usings = [.. snippet.Split('\n').Where(line => line.StartsWith("using ", StringComparison.Ordinal))];
        string body = string.Join('\n', snippet.Split('\n').Except(usings));
        string program = $"using System;\n{string.Join('\n', usings)}\nstatic class Program {{ static int Main() {{ {body}\nreturn digit; }} }}";
        var generated = Directory.EnumerateFiles(Path.Combine(_clone.FullName, "generated"))
            .Select(file => new SourceFile(Path.GetFileName(file), File.ReadAllText(file)));
        Assert.NotEmpty(CSharpEngine.Compile("Readme", [.. generated, new("Program.cs", program)], OutputKind.ConsoleApplication));
    }

    private string Run(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = _clone.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = shell.StandardError.ReadToEndAsync();
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, $"{line}\nexit code {shell.ExitCode}\n{output}{error.Result}");
        return output + error.Result;
    }

    [GeneratedRegex(@"<!-- test: (\w+).*?-->\n```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex MarkedBlock();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpCode();

    [GeneratedRegex(@"^\| `bnnc (\w+)", RegexOptions.Multiline)]
    private static partial Regex TableCommand();

    [GeneratedRegex(@"^  (\w+) ", RegexOptions.Multiline)]
    private static partial Regex HelpCommand();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex FileLink();
}
