// SPDX-License-Identifier: MIT
using SpeedBenchmark.Building;

namespace SpeedBenchmark.Engines;

/// <summary>What reports call the engines.</summary>
internal static class EngineNames
{
    public const string Ours = "generated C#";
    public const string OursXnor = "generated C#, XNOR only";
    public const string PlainCSharp = "plain loop, C#";
    public const string OnnxRuntimeInt8 = "ONNX Runtime, int8";
    public const string OnnxRuntimeFloat = "ONNX Runtime, float";

    /// <summary>Generated C by a compiler.</summary>
    public static string GeneratedC(CCompiler compiler) => $"generated C, {compiler.Name}";

    /// <summary>The plain loop by a compiler.</summary>
    public static string PlainC(CCompiler compiler) => $"plain loop, {compiler.Name}";
}
