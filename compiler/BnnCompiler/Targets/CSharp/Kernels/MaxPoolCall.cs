// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>ImagePool.Max</c>.</summary>
internal sealed class MaxPoolCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (MaxPool)step.Result;
        Call(step, emission, "ImagePool.Max", op.Window);
    }
}
