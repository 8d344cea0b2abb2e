// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Commands;
using BnnCompiler.Passes;

namespace BnnCompiler.EndToEnd.Tests.Commands;

public class HelpTests
{
    public static TheoryData<string> Names => [.. RootCommands.Create().Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_help_of_a_command_names_each_of_its_options(string name)
    {
        var command = RootCommands.Create().Subcommands.Single(command => command.Name == name);
        var help = Bnnc.Done(name, "--help");
        Assert.Empty(help.Errors);
        Assert.Contains(command.Description!, help.Output, StringComparison.Ordinal);
        Assert.All(command.Options, option => Assert.Contains(option.Name, help.Output, StringComparison.Ordinal));
        Assert.All(command.Options.SelectMany(option => option.Aliases), alias => Assert.Contains(alias, help.Output, StringComparison.Ordinal));
        Assert.All(command.Options.Where(option => option.Name != "--help"), option => Assert.False(string.IsNullOrEmpty(option.Description)));
    }

    [Fact]
    public void The_help_of_the_tool_names_each_command() =>
        Assert.All(RootCommands.Create().Subcommands, command =>
            Assert.Contains($"\n  {command.Name} ", Bnnc.Done("--help").Output, StringComparison.Ordinal));

    [Fact]
    public void The_version_is_one_line_of_numbers() => Assert.Matches(@"\A\d+\.\d+\.\d+\S*\n\z", Bnnc.Done("--version").Output);

    [Fact]
    public void Passes_lists_every_pass_in_order() =>
        Assert.Equal(Pipeline.Passes.Select(pass => pass.Name), Bnnc.Done("passes").Output.Split('\n')[..^1].Select(line => line.Split(' ')[0]));
}
