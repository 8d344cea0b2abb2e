// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Targets;

namespace BnnCompiler;

/// <summary>A compiled network.</summary>
/// <param name="Packed">The network on words of memory, its kernels chosen.</param>
/// <param name="Code">What the target made of it.</param>
internal sealed record Compilation(Graph Packed, TargetCode Code);
