// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;

namespace BnnCompiler.SourceGenerator.Tests;

/// <summary>What does not concern a network costs nothing: the code is neither made nor compared again.</summary>
public class CachingTests
{
    private const string Declaration = """
        using BnnCompiler.Runtime;
        namespace N;
        [BnnModel("tiny.bnn")] static partial class Mine;
        """;

    [Fact]
    public void A_keystroke_elsewhere_makes_nothing_again()
    {
        var run = Project().Run().Source("User.cs", "class User { int x; }").Run();
        AssertReused(run, BnnGenerator.CodeStep);
        Assert.All(run.Result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_file_of_equal_content_makes_nothing_again()
    {
        var run = Project().Run().Model("a/tiny.bnn", Networks.Dense()).Model("a/other.bnn", Networks.Dense("other"), ("BnnClass", "Second")).Run();
        AssertReused(run, BnnGenerator.FilesStep);
        AssertReused(run, BnnGenerator.CodeStep);
    }

    [Fact]
    public void Metadata_that_mean_the_same_make_nothing_again()
    {
        var run = Project().Run().Model("a/other.bnn", Networks.Dense("other"), ("BnnClass", "Second"), ("Link", "models/other.bnn")).Run();
        AssertReused(run, BnnGenerator.CodeStep);
    }

    [Fact]
    public void A_changed_declaration_in_another_place_of_its_line_is_the_only_thing_made_again()
    {
        var run = Project().Run().Source("Mine.cs", "\n" + Declaration).Run();
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Reasons(BnnGenerator.CodeStep));
    }

    [Fact]
    public void Another_network_is_compiled_and_the_others_are_not()
    {
        var run = Project().Run();
        string before = run.Files["My.Models.Second.Weights.g.cs"];
        run.Model("a/other.bnn", Networks.Dense("other", firstWeight: -1), ("BnnClass", "Second")).Run();
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(BnnGenerator.CodeStep));
        Assert.NotEqual(before, run.Files["My.Models.Second.Weights.g.cs"]);
    }

    [Fact]
    public void A_cancelled_run_leaves_nothing()
    {
        var run = Project();
        Assert.Throws<OperationCanceledException>(() => run.Run(new CancellationToken(canceled: true)));
        Assert.Empty(run.Run().Result.Diagnostics);
        Assert.Equal(4, run.Files.Count);
    }

    private static GeneratorRun Project() => new GeneratorRun()
        .Source("Mine.cs", Declaration)
        .Source("User.cs", "class User { }")
        .Model("a/tiny.bnn", Networks.Dense())
        .Model("a/other.bnn", Networks.Dense("other"), ("BnnClass", "Second"));

    private static void AssertReused(GeneratorRun run, string step)
    {
        Assert.Equal(2, run.Reasons(step).Count());
        Assert.All(run.Reasons(step), reason =>
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
    }
}
