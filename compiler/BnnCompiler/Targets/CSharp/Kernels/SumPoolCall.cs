// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>ImagePool.Sum</c>.</summary>
internal sealed class SumPoolCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (SumPool)step.Result;
        if (op.Input.Type.Element == ElementType.Bit)
            Call(step, emission, "ImagePool.Sum", op.Window, $"channels: {NumberText.Of(op.Type.Shape.Channels)}");
        else
            Call(step, emission, "ImagePool.Sum", op.Window);
    }
}
