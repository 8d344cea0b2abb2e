// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>Rearrange.ReshapeBits</c>: only of bits can a reshape move anything.</summary>
internal sealed class ReshapeCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (Reshape)step.Result;
        string input = emission.Local(step.Buffers[op.Input]), output = emission.Local(step.Writes);
        string sourceRow = NumberText.Of(op.Input.Type.Shape.Last), resultRow = NumberText.Of(op.Type.Shape.Last);
        emission.Body.Line($"Rearrange.ReshapeBits({input}, sourceRow: {sourceRow}, {output}, resultRow: {resultRow});");
    }
}
