// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text.RegularExpressions;
using BnnCompiler.Cli.Targets;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Commands;

public class TargetChoiceTests
{
    /// <summary>What differs from target to target stands in Targets, and with the machines that run them.</summary>
    [Fact]
    public void No_command_compares_the_name_of_a_target()
    {
        string folder = SharedFiles.InRepository("compiler/BnnCompiler.Cli");
        var names = new Regex("\"(c|csharp)\"");
        var found = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file), Text: File.ReadAllText(file)))
            .Where(file => names.IsMatch(file.Text) && !file.Text.Contains("__asm__", StringComparison.Ordinal))
            .Select(file => file.Name)
            .Order(StringComparer.Ordinal);
        Assert.Equal(["Engines/EngineKind.cs", "Targets/CArguments.cs", "Targets/CSharpArguments.cs"], found);
    }

    [Theory]
    [InlineData(nameof(TargetUse.Compile))]
    [InlineData(nameof(TargetUse.Inspect))]
    [InlineData(nameof(TargetUse.Build))]
    public void Every_option_of_a_target_is_refused_with_another(string use)
    {
        var command = new Command("test");
        var kernels = new Option<string>("--kernels");
        command.Options.Add(kernels);
        var choice = new TargetChoice(command, Enum.Parse<TargetUse>(use), kernels);
        TargetArguments Target(string name) => choice.Of(command.Parse(["--target", name]));
        var (csharp, c) = (Target("csharp"), Target("c"));
        Assert.NotEmpty(csharp.Options);
        Assert.NotEmpty(c.Options);
        foreach (var (own, other) in new[] { (csharp, c), (c, csharp) })
        {
            foreach (var option in own.Options)
            {
                string[] value = option.Arity.MinimumNumberOfValues == 0 ? [] : ["1"];
                var errors = command.Parse(["--target", other.Name, option.Name, .. value]).Errors.Select(error => error.Message);
                Assert.Contains($"{option.Name} belongs to the {own.Title} target; give --target {own.Name}, or leave it out", errors);
            }
        }
    }
}
