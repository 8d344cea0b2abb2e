// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Toolchains;

/// <summary>The processor that native code is compiled for.</summary>
internal enum CpuLevel
{
    /// <summary>What every processor of the platform has: x86-64-v2 on x64, ARMv8 with NEON on arm64.</summary>
    Baseline,

    /// <summary>AVX2, BMI and FMA: Intel since 2013, AMD since 2015. Only on x64.</summary>
    X64V3,

    /// <summary>Everything that the processor of this machine has. Only for the platform of this machine.</summary>
    Native,
}
