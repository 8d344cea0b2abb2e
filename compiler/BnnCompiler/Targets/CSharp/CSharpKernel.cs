// SPDX-License-Identifier: MIT
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp;

/// <summary>Spells the calls of one kernel in C#.</summary>
internal abstract class CSharpKernel
{
    /// <summary>Writes the statements that carry out <paramref name="step"/>.</summary>
    public abstract void Emit(Step step, CSharpEmission emission);
}
