// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Cli.Commands;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>Validators ask for values, which may be missing, empty, wrong or two: that is an error of the parser, and never an exception.</summary>
public class OptionValueTests
{
    [Fact]
    public void Every_option_may_lack_its_value_or_have_several()
    {
        var root = RootCommands.Create();
        foreach (var command in root.Subcommands)
        {
            foreach (var option in command.Options.Where(option => option.Arity.MinimumNumberOfValues > 0))
            {
                AssertRefused(root, [command.Name, "model", option.Name]);
                if (option.Arity.MaximumNumberOfValues == 1)
                    AssertRefused(root, [command.Name, "model", option.Name, "1", option.Name, "2"]);
                Assert.Null(Record.Exception(() => root.Parse([command.Name, "model", option.Name, ""]).Errors.Count));
                Assert.Null(Record.Exception(() => root.Parse([command.Name, "model", option.Name, "wrong"]).Errors.Count));
            }
        }
    }

    private static void AssertRefused(RootCommand root, string[] arguments)
    {
        ParseResult? result = null;
        Assert.Null(Record.Exception(() => result = root.Parse(arguments)));
        Assert.True(result!.Errors.Count > 0, $"'{string.Join(' ', arguments)}' is accepted");
    }
}
