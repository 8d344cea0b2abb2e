// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Tests;
using BnnCompiler.Tests.BinaryNet;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;
using Xunit.Abstractions;

namespace BnnCompiler.EndToEnd.Tests.Properties;

/// <summary>
/// Thousands of random networks, compiled to C# and run at every register width. <c>BNN_PROPERTY_NETWORKS</c> says how many, and
/// <c>BNN_PROPERTY_SEED</c> which: a failure prints its seed.
/// </summary>
/// <remarks>
/// Selecting networks are there because the other families never found that Where(c, 1, 0) behind a layer became a constant. All of their comparisons
/// are with 0, and each is read once: by a selection between 1 and -1, or as 1 - c, which is doubled and less 1. Two tensors that vary meet in sums
/// and in x + (sign(x) - x), never in a comparison, and the authors' networks compare nothing. So each of their signs was a monotone function of the
/// number compared, and found as one, before the compiler looked at it as a function of the comparison, which it took for any float, not for 0 or 1.
/// </remarks>
public class RandomNetworkTests(ITestOutputHelper output)
{
    private const int Examples = 4, BatchSize = 250;

    private const double MostRefused = 0.08, MostSelectingRefused = 0.2, MostFewBitRefused = 0.02;

    /// <summary>The kernels of C#, which the networks are compiled to in turn.</summary>
    private static readonly KernelCatalog[] Kernels = [CSharpKernels.Fastest, CSharpKernels.Rows, CSharpKernels.Pixels, CSharpKernels.Xnor];

    [Fact]
    public void Generated_code_gives_the_scores_of_a_dense_network_bit_for_bit() =>
        Check(1000, seed => RandomNetworks.Case(Examples).Generate(new PCG(1, (ulong)seed), null, out _));

    [Fact]
    public void Generated_code_gives_the_scores_of_a_convolutional_network_bit_for_bit() =>
        Check(1000, seed => RandomConvolutionalNetworks.Case(seed, Examples));

    [Fact]
    public void Generated_code_gives_the_scores_of_the_authors_networks_bit_for_bit() =>
        Check(250, seed => RandomAuthorsNetworks.Case(Examples).Generate(new PCG(1, (ulong)seed), null, out _));

    [Fact]
    public void Generated_code_gives_the_scores_of_a_selecting_network_bit_for_bit() =>
        Check(500, seed => RandomSelectingNetworks.Case(seed, Examples), MostSelectingRefused);

    [Fact]
    public void Generated_code_gives_the_scores_of_a_few_bit_network_bit_for_bit() =>
        Check(500, seed => RandomFewBitNetworks.Case(seed, Examples), MostFewBitRefused);

    [Fact]
    public void Generated_code_gives_the_scores_of_a_scaled_few_bit_network_bit_for_bit() =>
        Check(250, seed => RandomFewBitNetworks.ScaledCase(seed, Examples), MostFewBitRefused);

    private void Check(int networks, Func<int, NetworkCase> caseOf, double mostRefused = MostRefused)
    {
        int count = PropertyRuns.Count("BNN_PROPERTY_NETWORKS", networks);
        int seed = PropertyRuns.Seed("BNN_PROPERTY_SEED");
        output.WriteLine($"{count} networks, BNN_PROPERTY_SEED={seed}");

        var refusals = new ConcurrentBag<string>();
        Parallel.For(0, (count + BatchSize - 1) / BatchSize, (batch, others) =>
        {
            int start = batch * BatchSize;
            int[] seeds = [.. Enumerable.Range(seed + start, Math.Min(BatchSize, count - start))];
            NetworkCase[] cases = [.. seeds.Select(one => caseOf(one) with { Kernels = Kernels[one % Kernels.Length] })];
            var findings = NetworkChecker.Check(cases);
            int failed = Array.FindIndex(findings, finding => finding.Fault is not null);
            if (failed >= 0)
            {
                others.Stop();
                Assert.Fail($"BNN_PROPERTY_NETWORKS=1 BNN_PROPERTY_SEED={seeds[failed]}: {findings[failed].Fault}\n{Smallest(cases[failed])}");
            }

            foreach (var finding in findings)
            {
                if (finding.Refusal is { } code)
                    refusals.Add(code);
            }
        });

        output.WriteLine($"refused: {string.Join(", ", refusals.CountBy(code => code).Select(code => $"{code.Value} with {code.Key}"))}");
        Assert.True(
            refusals.Count <= Math.Max(1, count * mostRefused),
            $"{refusals.Count} of {count} networks were refused; a test of the rest proves little");
    }

    private static string Smallest(NetworkCase failing)
    {
        var smallest = NetworkShrinker.Minimal(failing, cases => Array.FindIndex(NetworkChecker.Check(cases), finding => finding.Fault is not null));
        string examples =
            string.Join('\n', smallest.Examples.Select(example => "; input " + string.Join(' ', example.Select(value => IR.NumberText.Of(value)))));
        return $"the smallest network that fails with {smallest.Kernels} kernels: {NetworkChecker.Check([smallest])[0].Fault}\n{examples}\n"
            + $"{BnnPrinter.Print(smallest.Network.ToGraph("smallest"))}";
    }
}
