// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>ImagePool.AnyOrAll</c>.</summary>
internal sealed class BitPoolCall : WindowCall
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (BitPool)step.Result;
        Call(step, emission, "ImagePool.AnyOrAll", op.Window, emission.Table(op, op.All, "all"));
    }
}
