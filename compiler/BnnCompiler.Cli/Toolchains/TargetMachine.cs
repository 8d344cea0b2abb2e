// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Toolchains;

/// <summary>What machine a native binary is for.</summary>
/// <param name="Platform">Operating system and instruction set.</param>
/// <param name="Cpu">The least processor.</param>
internal sealed record TargetMachine(NativePlatform Platform, CpuLevel Cpu);
