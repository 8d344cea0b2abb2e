// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Targets.CSharp;

/// <summary>
/// The method <c>RunTimed</c>, which has the statements of <c>Run</c>, those of methods that it calls included, and notes the time behind each step.
/// On request it counts the bits that later steps skip or add; that takes time, so who wants to know both runs it twice.
/// </summary>
internal static class CSharpTimers
{
    /// <summary>What the statements refer to.</summary>
    public static readonly string[] Names = ["RunTimed", "CountOnes", "times", "ones"];

    /// <summary>The comment of the method.</summary>
    public const string Summary = """
        /// <summary>
        /// Computes the scores of one input as Run does. times[k] is the time when step k begins, in ticks of Stopwatch, the last one when all is
        /// done. Where ones is not empty, ones[k] is the number of bits 1 that step k has written, if these are bits or bytes.
        /// </summary>
        """;

    /// <summary>The head of the method.</summary>
    public static string Signature(string element) =>
        $"public static void RunTimed(ReadOnlySpan<{element}> input, Span<float> scores, Span<long> times, Span<long> ones)";

    /// <summary>The methods that count.</summary>
    public const string Counting = """
        private static long CountOnes(ReadOnlySpan<ulong> words)
        {
            long ones = 0;
            foreach (ulong word in words)
                ones += System.Numerics.BitOperations.PopCount(word);
            return ones;
        }

        private static long CountOnes(ReadOnlySpan<byte> bytes)
        {
            long ones = 0;
            foreach (byte one in bytes)
                ones += System.Numerics.BitOperations.PopCount(one);
            return ones;
        }
        """;

    /// <summary>The statements of the steps, and a note behind each.</summary>
    public static string Body(ImmutableArray<CSharpStep> steps, CSharpEmission emission)
    {
        const string Now = "System.Diagnostics.Stopwatch.GetTimestamp()";
        var body = new CodeWriter();
        body.Line($"times[0] = {Now};");
        for (int i = 0; i < steps.Length; i++)
        {
            body.Line("\n" + steps[i].Text(emission));
            body.Line($"times[{NumberText.Of(i + 1)}] = {Now};");
            var writes = steps[i].Step.Writes;
            if (writes.Type.Element is ElementType.Bit or ElementType.UInt8)
                body.Line($"if (!ones.IsEmpty)\n    ones[{NumberText.Of(i)}] = CountOnes({emission.Local(writes)});");
        }

        return body.ToString().TrimEnd('\n');
    }
}
