// SPDX-License-Identifier: MIT
using BnnCompiler.Cli.Output;
using BnnCompiler.SelfChecking;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>What a user sees of the comparison that every compilation ends with.</summary>
public class SelfCheckTests
{
    [Fact]
    public async Task A_difference_from_the_file_is_a_fault_of_ours_and_no_users()
    {
        int code = await FrontDoor.RunAsync(_ => throw new CompilerFaultException("score 0 is 1; expected -1"), CancellationToken.None);
        Assert.Equal(FrontDoor.OurFault, code);
    }

    [Fact]
    public void The_comparison_can_be_left_out()
    {
        using var folder = new TestFolder();
        string[] arguments = ["compile", DigitsFiles.Model, .. DigitsFiles.Scale, "-o"];
        Bnnc.Done([.. arguments, folder["with"]]);
        Bnnc.Done([.. arguments, folder["without"], "--no-self-check"]);
        foreach (string file in Directory.EnumerateFiles(folder["with"]))
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(folder["without"], Path.GetFileName(file))));
    }
}
