// SPDX-License-Identifier: MIT
using System.Text.Json;
using BnnCompiler.Cli.Benchmarking;
using BnnCompiler.Cli.Models;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>The command on a network that comes along; what it measures is not checked, only that it can be.</summary>
[Collection(NativeBuilds.Collection)]
public class BenchTests
{
    private static readonly string Model = SharedFiles.InRepository("examples/models/mnist-tiny/mnist-tiny.bnn");

    [FactWithTools("gcc")]
    public void The_table_has_a_row_for_each_step()
    {
        var steps = CompiledModel.Load(new(Model, new())).Plan.Steps;
        string output = Bnnc.Done("bench", Model, "--runs", "40").Output;
        string[] lines = output.Split('\n');
        int titles = Array.FindIndex(lines, line => line.StartsWith("step ", StringComparison.Ordinal));
        var rows = lines[(titles + 1)..].TakeWhile(line => line.Length > 0);
        Assert.Equal(steps.Select(step => step.Result.Name), rows.Select(line => line.Split(' ')[0]));
        Assert.Contains("2 random inputs (seed 1)", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"network without timers: min [\d.]+ us, median [\d.]+ us, [\d,]+ inferences a second", output);
        Assert.Matches(@"sum of the bounds: [\d.]+ us, \d+ % reached", output);
    }

    [FactWithTools("gcc")]
    public void Its_json_has_the_same_with_shares_of_one()
    {
        string images = SharedFiles.InRepository("examples/models/samples/digits-images.idx3-ubyte");
        var steps = CompiledModel.Load(new(Model, new())).Plan.Steps;
        string[] options = ["--runs", "64", "--json", "--input", images, "--kernels", "rows", "--batch", "10", "--threads", "2"];
        using var json = JsonDocument.Parse(Bnnc.Done(["bench", Model, .. options]).Output);
        var root = json.RootElement;
        Assert.Equal(4, root.GetProperty("inputs").GetInt32());
        JsonElement[] found = [.. root.GetProperty("steps").EnumerateArray()];
        Assert.Equal(steps.Select(step => step.Result.Name), found.Select(step => step.GetProperty("name").GetString()));
        Assert.Equal(1, found.Sum(step => step.GetProperty("share").GetDouble()), 0.01);
        var rows = found.Where(step => step.GetProperty("kernel").GetString() == "sliced_conv_threshold").ToArray();
        Assert.NotEmpty(rows);
        Assert.All(rows, step => Assert.InRange(step.GetProperty("activeInputs").GetDouble(), 0.01, 0.99));

        // Not more than the machine can do: a bound that is exceeded would be none.
        Assert.All(rows.Append(root.GetProperty("network")), step => Assert.InRange(step.GetProperty("reached").GetDouble(), 0, 1));
        var batch = root.GetProperty("batch");
        Assert.Equal((10, 2), (batch.GetProperty("inputs").GetInt32(), batch.GetProperty("threads").GetInt32()));
        Assert.True(batch.GetProperty("median").GetDouble() > 0);
    }

    [Fact]
    public void Without_a_c_compiler_it_says_what_to_install()
    {
        using var folder = new TestFolder();
        var run = Bnnc.Run([new("PATH", folder["."])], ["bench", DigitsFiles.Model, .. DigitsFiles.Scale]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("error BNN3004: found no gcc on PATH", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_help_explains_the_columns()
    {
        string help = Bnnc.Done("bench", "--help").Output;
        string[] titles = ["min us", "median us", "share", "bound us", "reached", "active"];
        Assert.All(titles, title => Assert.Contains(title, help, StringComparison.Ordinal));
        Assert.DoesNotContain("bound us", Bnnc.Done("build", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_program_prints_is_read_back()
    {
        var measured = Measurement.Parse(
            ["ones 1.5 2", "operations 1E+10", "bytes 5E+10 4096", "clock 20", "step 1500 2500", "network 1000 2000", "batch 500 625"]);
        Assert.Equal((1e10, 5e10, 4096L), (measured.OperationsPerSecond, measured.BytesPerSecond, measured.SetBytes));
        Assert.Equal(20, measured.ClockNanoseconds);
        Assert.Equal((1.5, 2.0), (measured.Ones[0], measured.Ones[1]));
        Assert.Equal(new Duration(1.5, 2.5), Assert.Single(measured.Steps));
        Assert.Equal((new Duration(1, 2), new Duration(0.5, 0.625)), (measured.Network, measured.Batch));
        Assert.Equal(500_000, measured.Network.PerSecond);
    }
}
