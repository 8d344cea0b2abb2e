// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Targets;

/// <summary>
/// What a network is compiled to: a language, with the options of this compilation. It says which kernels passes choose from, and lays out and spells
/// what they leave. Nothing else in the compiler knows which targets there are.
/// </summary>
internal abstract class Target
{
    /// <summary>The kernels that layers get.</summary>
    public abstract KernelCatalog Kernels { get; }

    /// <summary>What the generated code returns for each class.</summary>
    public virtual ScoreType Scores => ScoreType.Float32;

    /// <summary>The code of a graph of stage <see cref="Stage.Packed"/>.</summary>
    /// <exception cref="DiagnosticException">The graph has a form that the target cannot compute.</exception>
    public abstract TargetCode Emit(Graph packed);
}
