// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Targets.C;

/// <summary>What a variant of the kernels may use, of a processor that not every one of its kind has.</summary>
/// <param name="Name">As in the names of its functions; empty for the portable variant.</param>
/// <param name="Features">As GCC and clang name them in a <c>target</c> attribute; empty where the compiler's own settings say it.</param>
/// <param name="Suffixes">The endings of kernel files, the best first.</param>
internal sealed record InstructionSet(string Name, string Features, ImmutableArray<string> Suffixes)
{
    /// <summary>C99 and nothing else.</summary>
    public static readonly InstructionSet Portable = new("", "", [""]);

    /// <summary>x86-64 processors since 2008: a population count in one instruction.</summary>
    public static readonly InstructionSet Popcnt = new("popcnt", "popcnt", [".popcnt", ""]);

    /// <summary>x86-64 processors since 2013: registers of 256 bits.</summary>
    public static readonly InstructionSet Avx2 = new("avx2", "avx2,bmi,bmi2,popcnt", [".avx2", ".popcnt", ""]);

    /// <summary>x86-64 processors since 2019: registers of 512 bits that count their ones.</summary>
    public static readonly InstructionSet Avx512 = new(
        "avx512", "avx512f,avx512vl,avx512vpopcntdq,avx2,bmi,bmi2,popcnt", [".avx512", ".avx2", ".popcnt", ""]);

    /// <summary>Every AArch64 processor.</summary>
    public static readonly InstructionSet Neon = new("", "", [".neon", ""]);

    /// <summary>The condition, for <c>__builtin_cpu_supports</c>, under which a processor has it.</summary>
    public IEnumerable<string> CpuFeatures => Features.Length == 0 ? [] : Features.Split(',');
}
