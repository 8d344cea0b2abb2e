// SPDX-License-Identifier: MIT
using CompileTimeBenchmark;
using Microsoft.ML.OnnxRuntime;
using SpeedBenchmark.Building;

namespace SpeedBenchmark.Reporting;

/// <summary>Where and how figures were taken.</summary>
/// <param name="Machine">Processor, system, .NET, gcc and bnnc.</param>
/// <param name="Clang">Version of clang.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime.</param>
/// <param name="Rounds">Rounds of each workload.</param>
internal sealed record Conditions(Machine Machine, string Clang, string OnnxRuntime, int Rounds)
{
    /// <summary>What each engine was compiled with, or told.</summary>
    public IReadOnlyList<string> Flags { get; } =
    [
        $"generated C#: NativeAOT, --cpu {Builds.Cpu}",
        $"generated C: --cpu x86-64, {CCompiler.GeneratedFlags}",
        $"plain loop: {CCompiler.PlainFlags}; C#: JIT, AggressiveOptimization",
        "ONNX Runtime: all graph optimizations, sequential, memory pattern, as many threads as the workload says, bound inputs and outputs",
    ];

    /// <summary>Those of this machine.</summary>
    public static Conditions Of(int rounds) => new(Machine.This(), CCompiler.All[0].Version, OrtEnv.Instance().GetVersionString(), rounds);
}
