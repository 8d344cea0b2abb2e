// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Tests.Networks;

namespace BnnCompiler.EndToEnd.Tests.Properties;

/// <summary>What was found about one network.</summary>
/// <param name="Fault">What is wrong; null if nothing is.</param>
/// <param name="Refusal">The code with which the compiler refused it where it may; then nothing was compared.</param>
internal sealed record Finding(string? Fault, string? Refusal = null)
{
    /// <summary>Everything agrees.</summary>
    public static readonly Finding None = new(null as string);
}

/// <summary>Compares the naive evaluation, the interpreter, and the generated C# at every register width, bit for bit.</summary>
internal static class NetworkChecker
{
    /// <summary>What was found about each network, in order; after a fault, the networks behind it may not have been looked at.</summary>
    public static Finding[] Check(IReadOnlyList<NetworkCase> cases)
    {
        var findings = new Finding[cases.Count];
        var compiled = new List<(int Position, CompiledCase Network)>();
        for (int i = 0; i < cases.Count; i++)
        {
            CompiledCase? network = null;
            var exception = Record.Exception(() => network = CompiledCase.Of(cases[i], $"N{compiled.Count}"));
            findings[i] = exception switch
            {
                null => Finding.None,
                DiagnosticException { Diagnostic.Code: var code } when cases[i].Network.MayBeRefused(code) => new(null, code),
                _ => new(exception.ToString()),
            };
            if (network is not null)
                compiled.Add((i, network));
        }

        if (compiled.Count > 0 && findings.All(finding => finding.Fault is null))
            CheckGenerated(cases, compiled, findings);
        return findings;
    }

    private static void CheckGenerated(IReadOnlyList<NetworkCase> cases, List<(int Position, CompiledCase Network)> compiled, Finding[] findings)
    {
        var failure = Record.Exception(() =>
        {
            using var program = new BatchProgram([.. compiled.Select(network => network.Network)]);
            foreach (var width in RegisterWidth.All)
            {
                float[] scores = program.Run(width);
                int start = 0;
                foreach (var (position, network) in compiled)
                {
                    foreach (float[] expected in network.Expected)
                    {
                        if (findings[position].Fault is null
                            && CompiledCase.Difference(expected, scores.AsSpan(start, expected.Length)) is { } difference)
                        {
                            findings[position] = new($"the generated C# under {width}: {difference}");
                        }

                        start += expected.Length;
                    }
                }
            }
        });
        if (failure is null)
            return;
        if (compiled.Count == 1)
        {
            findings[compiled[0].Position] = new(failure.Message);
            return;
        }

        // A program that does not compile, or crashes, does not say which network is to blame: the half of it that does so too is.
        foreach (var half in compiled.Chunk((compiled.Count + 1) / 2))
        {
            var found = Check([.. half.Select(network => cases[network.Position])]);
            for (int i = 0; i < half.Length; i++)
                findings[half[i].Position] = found[i];
            if (found.Any(finding => finding.Fault is not null))
                break;
        }
    }
}
