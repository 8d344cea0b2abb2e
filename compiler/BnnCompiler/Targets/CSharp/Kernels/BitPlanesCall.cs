// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>BitPlanes.Split</c>.</summary>
internal sealed class BitPlanesCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (BitPlanes)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        emission.Body.Line($"BitPlanes.Split({input}, {output});");
    }
}
