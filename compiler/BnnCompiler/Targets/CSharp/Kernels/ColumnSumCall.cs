// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>FloatDense.Sum</c>.</summary>
internal sealed class ColumnSumCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (ColumnSum)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        emission.Body.Line($"FloatDense.Sum({input}, {weights}, {output});");
    }
}
