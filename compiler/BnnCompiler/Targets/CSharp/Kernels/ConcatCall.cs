// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>Rearrange.Concat</c>, or for bits <c>Rearrange.ConcatBits</c>.</summary>
internal sealed class ConcatCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (Concat)step.Result;
        string left = Operand(op.Left, "left"), right = Operand(op.Right, "right");
        string leftChannels = NumberText.Of(op.Left.Type.Shape.Channels), rightChannels = NumberText.Of(op.Right.Type.Shape.Channels);
        string output = emission.Local(step.Writes);
        string method = op.Type.Element == ElementType.Bit ? "ConcatBits" : "Concat";
        emission.Body.Line($"Rearrange.{method}({left}, leftChannels: {leftChannels}, {right}, rightChannels: {rightChannels}, {output});");

        string Operand(Op operand, string role) => operand is Constant ? emission.Table(op, operand, role) : emission.Local(step.Buffers[operand]);
    }
}
