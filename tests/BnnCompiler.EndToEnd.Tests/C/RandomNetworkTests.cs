// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;
using BnnCompiler.Tests.BinaryNet;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Text;
using CsCheck;
using Xunit.Abstractions;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>
/// Random networks compiled to C by gcc -O2 and by clang with the sanitizers, for words of another size in every batch. <c>BNN_PROPERTY_NETWORKS</c>
/// says how many, and <c>BNN_PROPERTY_SEED</c> which: a failure prints its seed.
/// </summary>
public class RandomNetworkTests(ITestOutputHelper output)
{
    private const int Examples = 3, BatchSize = 125;

    private const double MostRefused = 0.08, MostSelectingRefused = 0.2, MostFewBitRefused = 0.02;

    [FactWithTools("gcc", "clang-19")]
    public void Generated_C_gives_the_scores_of_a_dense_network_bit_for_bit() =>
        Check(625, seed => RandomNetworks.Case(Examples).Generate(new PCG(2, (ulong)seed), null, out _));

    [FactWithTools("gcc", "clang-19")]
    public void Generated_C_gives_the_scores_of_a_convolutional_network_bit_for_bit() =>
        Check(250, seed => RandomConvolutionalNetworks.Case(seed, Examples));

    [FactWithTools("gcc", "clang-19")]
    public void Generated_C_gives_the_scores_of_the_authors_networks_bit_for_bit() =>
        Check(125, seed => RandomAuthorsNetworks.Case(Examples).Generate(new PCG(2, (ulong)seed), null, out _));

    [FactWithTools("gcc", "clang-19")]
    public void Generated_C_gives_the_scores_of_a_selecting_network_bit_for_bit() =>
        Check(125, seed => RandomSelectingNetworks.Case(seed, Examples), MostSelectingRefused);

    [FactWithTools("gcc", "clang-19")]
    public void Generated_C_gives_the_scores_of_a_few_bit_network_bit_for_bit() =>
        Check(250, seed => RandomFewBitNetworks.Case(seed, Examples), MostFewBitRefused);

    [FactWithTools("gcc", "clang-19")]
    public void Generated_C_gives_the_scores_of_a_scaled_few_bit_network_bit_for_bit() =>
        Check(125, seed => RandomFewBitNetworks.ScaledCase(seed, Examples), MostFewBitRefused);

    private void Check(int networks, Func<int, NetworkCase> caseOf, double mostRefused = MostRefused)
    {
        int count = PropertyRuns.Count("BNN_PROPERTY_NETWORKS", networks), refused = 0;
        int seed = PropertyRuns.Seed("BNN_PROPERTY_SEED");
        output.WriteLine($"{count} networks, BNN_PROPERTY_SEED={seed}");
        Parallel.For(0, (count + BatchSize - 1) / BatchSize, (batch, others) =>
        {
            int start = batch * BatchSize;
            int[] seeds = [.. Enumerable.Range(seed + start, Math.Min(BatchSize, count - start))];
            NetworkCase[] cases = [.. seeds.Select(caseOf)];
            var findings = CNetworkChecker.Check(cases, [CBuild.Optimized[batch % 3], CBuild.Sanitized[batch % 3]]);
            int failed = Array.FindIndex(findings, finding => finding.Fault is not null);
            Interlocked.Add(ref refused, findings.Count(finding => finding.Refusal is not null));
            if (failed < 0)
                return;
            others.Stop();
            Assert.Fail($"BNN_PROPERTY_NETWORKS=1 BNN_PROPERTY_SEED={seeds[failed]}: {findings[failed].Fault}\n"
                + $"{BnnPrinter.Print(cases[failed].Network.ToGraph("failing"))}");
        });
        Assert.True(refused <= Math.Max(1, count * mostRefused), $"{refused} of {count} networks were refused; a test of the rest proves little");
    }
}
