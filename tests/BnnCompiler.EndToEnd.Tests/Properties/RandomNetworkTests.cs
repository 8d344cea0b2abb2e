// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;
using Xunit.Abstractions;

namespace BnnCompiler.EndToEnd.Tests.Properties;

/// <summary>
/// Thousands of random networks, compiled to C# and run at every register width. <c>BNN_PROPERTY_NETWORKS</c> says how many, and
/// <c>BNN_PROPERTY_SEED</c> which: a failure prints its seed.
/// </summary>
public class RandomNetworkTests(ITestOutputHelper output)
{
    private const int Examples = 4, BatchSize = 250;

    private const double MostRefused = 0.05;

    [Fact]
    public void Generated_code_gives_the_scores_of_a_naive_evaluation_bit_for_bit()
    {
        int count = Setting("BNN_PROPERTY_NETWORKS", 2000);
        int seed = Setting("BNN_PROPERTY_SEED", Random.Shared.Next(1_000_000_000));
        output.WriteLine($"{count} networks, BNN_PROPERTY_SEED={seed}");

        int refused = 0;
        Parallel.For(0, (count + BatchSize - 1) / BatchSize, (batch, others) =>
        {
            int start = batch * BatchSize;
            int[] seeds = [.. Enumerable.Range(seed + start, Math.Min(BatchSize, count - start))];
            NetworkCase[] cases = [.. seeds.Select(Case)];
            var findings = NetworkChecker.Check(cases);
            int failed = Array.FindIndex(findings, finding => finding.Fault is not null);
            if (failed >= 0)
            {
                others.Stop();
                Assert.Fail($"BNN_PROPERTY_NETWORKS=1 BNN_PROPERTY_SEED={seeds[failed]}: {findings[failed].Fault}\n{Smallest(cases[failed])}");
            }

            Interlocked.Add(ref refused, findings.Count(finding => finding.IsRefused));
        });

        output.WriteLine($"{refused} refused because a chain gives NaN");
        Assert.True(refused <= Math.Max(1, count * MostRefused), $"{refused} of {count} networks were refused; a test of the rest proves little");
    }

    private static NetworkCase Case(int seed) => RandomNetworks.Case(Examples).Generate(new PCG(1, (ulong)seed), null, out _);

    private static string Smallest(NetworkCase failing)
    {
        var smallest = NetworkShrinker.Minimal(failing, cases => Array.FindIndex(NetworkChecker.Check(cases), finding => finding.Fault is not null));
        string examples = string.Join('\n', smallest.Examples.Select(example => "; input " + string.Join(' ', example.Select(value => IR.NumberText.Of(value)))));
        return $"the smallest network that fails: {NetworkChecker.Check([smallest])[0].Fault}\n{examples}\n{BnnPrinter.Print(DenseNetworkGraph.Of(smallest.Network, "smallest"))}";
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
