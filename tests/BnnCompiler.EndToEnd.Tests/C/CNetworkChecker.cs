// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.EndToEnd.Tests.Properties;
using BnnCompiler.Tests.Networks;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>Compares the naive evaluation, the interpreter on the kernels of C, and the generated C under every build, bit for bit.</summary>
internal static class CNetworkChecker
{
    /// <summary>What was found about each network, in order; after a fault, the networks behind it may not have been looked at.</summary>
    public static Finding[] Check(IReadOnlyList<NetworkCase> cases, IReadOnlyList<CBuild> builds)
    {
        var findings = new Finding[cases.Count];
        var compiled = new List<(int Position, CCase Network)>();
        for (int i = 0; i < cases.Count; i++)
        {
            CCase? network = null;
            var exception = Record.Exception(() => network = CCase.Of(cases[i]));
            findings[i] = exception switch
            {
                null => Finding.None,
                DiagnosticException { Diagnostic.Code: var code } when cases[i].Network.MayBeRefused(code) => new(null, code),
                _ => new(exception.ToString()),
            };
            if (network is not null)
                compiled.Add((i, network));
        }

        foreach (var build in builds.Where(_ => compiled.Count > 0 && findings.All(finding => finding.Fault is null)))
            CheckGenerated(build, compiled, findings);
        return findings;
    }

    private static void CheckGenerated(CBuild build, List<(int Position, CCase Network)> compiled, Finding[] findings)
    {
        var failure = Record.Exception(() =>
        {
            using var batch = new CBatch(build, [.. compiled.Select(network => (network.Network.Packed[build.Cpu.Kernels], network.Network.Inputs))]);
            int[] scores = batch.Run();
            int start = 0;
            foreach (var (position, network) in compiled)
            {
                foreach (float[] expected in network.Expected)
                {
                    float[] found = scores.AsSpan(start, expected.Length).ToArray().Select(BitConverter.Int32BitsToSingle).ToArray();
                    if (findings[position].Fault is null && CompiledCase.Difference(expected, found) is { } difference)
                        findings[position] = new($"the generated C, {build}: {difference}");
                    start += expected.Length;
                }
            }
        });
        if (failure is null)
            return;
        if (compiled.Count == 1)
        {
            findings[compiled[0].Position] = new(failure.ToString());
            return;
        }

        // Which network it was shows when each is looked at by itself.
        foreach (var network in compiled)
        {
            if (findings.Any(finding => finding.Fault is not null))
                return;
            CheckGenerated(build, [network], findings);
        }

        if (findings.All(finding => finding.Fault is null))
            findings[compiled[0].Position] = new($"only together: {failure}");
    }
}
