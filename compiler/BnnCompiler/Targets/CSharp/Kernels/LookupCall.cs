// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>Lookup.Map</c>.</summary>
internal sealed class LookupCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (Lookup)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string table = emission.Table(op, op.Table, "table");
        emission.Body.Line($"Lookup.Map({input}, {table}, {output});");
    }
}
