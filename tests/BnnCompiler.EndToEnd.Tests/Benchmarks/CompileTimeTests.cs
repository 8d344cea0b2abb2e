// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Toolchains;
using CompileTimeBenchmark;

namespace BnnCompiler.EndToEnd.Tests.Benchmarks;

/// <summary>
/// What the benchmark of compile times measures with. Its times are no gate: they depend on the machine. Processor time is counted for all children
/// of the process, so no other test may have any meanwhile.
/// </summary>
[Collection(Alone)]
public class CompileTimeTests
{
    private const string Alone = "tests that run alone";

    private const long Megabyte = 1_000_000;

    [FactWithTools("bash", "tail")]
    public void The_memory_of_descendants_counts()
    {
        // tail keeps all of its input, as there is no line end in it; the shell beside it needs a few megabytes.
        var run = MeasuredRun.Of("bash", "-c", "(head -c 150000000 /dev/zero; sleep 0.5) | tail | wc -c");

        Assert.Equal("150000000\n", run.Output);
        Assert.InRange(run.PeakBytes, 150 * Megabyte, 400 * Megabyte);
    }

    [FactWithTools("bash")]
    public void Processor_time_is_that_of_the_command_and_its_children_not_its_sleep()
    {
        var busy = MeasuredRun.Of("bash", "-c", "bash -c 'for ((i = 0; i < 200000; i++)); do :; done'; true");
        var idle = MeasuredRun.Of("sleep", "0.5");

        Assert.InRange(busy.ProcessorSeconds, 0.05, busy.Seconds * Environment.ProcessorCount + 0.05);
        Assert.InRange(idle.Seconds, 0.5, double.MaxValue);
        Assert.True(idle.ProcessorSeconds < busy.ProcessorSeconds, $"{idle.ProcessorSeconds} s asleep, {busy.ProcessorSeconds} s busy");
    }

    [FactWithTools("bash")]
    public void A_failed_command_is_reported_with_what_it_printed()
    {
        var fault = Assert.Throws<CommandFailedException>(() => MeasuredRun.Of("bash", "-c", "echo no such network >&2; exit 3"));

        Assert.Contains("exit code 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no such network", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_has_the_median_wall_time_the_least_processor_time_and_the_most_memory()
    {
        MeasuredRun[] runs = [new(9, 2, 100, ""), new(1, 4, 300, ""), new(2, 3, 200, "")];

        Assert.Equal(new Summary(1, 2, 2, 300), Summary.Of(runs));
        Assert.Equal(new Summary(1, 5, 2, 300), Summary.Of(runs[..2]));
    }

    [Fact]
    public void Goals_are_those_of_the_cifar10_network()
    {
        NetworkReport Network(string name) =>
            new(name, 1, new(9, 11, 1, 1_999_999_999), new(80, 89.9, 1, 2_000_000_000), 1, 1, 1, 1);

        Assert.Equal([false, true, false], Goal.Of([Network("svhn"), Network("cifar10")]).Select(goal => goal.IsMet));
        Assert.Empty(Goal.Of([Network("svhn")]));
    }

    [Fact]
    public void All_networks_are_measured_unless_some_are_named()
    {
        Assert.Equal(["mnist", "cifar10", "svhn", "cnv"], Parsed()!.Networks.ToArray());
        Assert.Equal((3, null), (Parsed()!.Runs, Parsed()!.JsonFile));
        Assert.Equal(["cnv"], Parsed("--runs", "5", "cnv")!.Networks.ToArray());
        Assert.Equal((5, "x.json"), (Parsed("--runs", "5", "cnv", "--json", "x.json")!.Runs, Parsed("--json", "x.json")!.JsonFile));
        Assert.Null(Parsed("lenet"));
        Assert.Null(Parsed("--runs", "0"));
        Assert.Null(Parsed("--json"));

        static Arguments? Parsed(params string[] words)
        {
            Arguments? found = null;
            var result = Arguments.Command(arguments =>
            {
                found = arguments;
                return 0;
            }).Parse(words);
            return result.Errors.Count > 0 || result.Invoke() != 0 ? null : found;
        }
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public class RunsAlone;
}
