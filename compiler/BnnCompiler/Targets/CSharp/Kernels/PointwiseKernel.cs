// SPDX-License-Identifier: MIT
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Computes a chain of pointwise ops in one loop, by single numbers or by vectors, as the plan says.</summary>
internal sealed class PointwiseKernel : CSharpKernel
{
    private static readonly PointwiseLoop Loop = new();
    private static readonly PointwiseVectors Vectors = new();

    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        if (step.Walk!.InVectors)
            Vectors.Emit(step, step.Walk, emission);
        else
            Loop.Emit(step, step.Walk, emission);
    }
}
