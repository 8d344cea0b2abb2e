// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Looks up sums in a loop of its own: a network does it once, for a few scores.</summary>
internal sealed class RankLoop : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (Rank)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string table = emission.Table(op, op.Table, "table");
        int channels = op.Type.Shape.Channels, sums = op.Table.Type.Shape[1];
        string row = op.Type.Shape.Rows == 1 ? "i" : $"(i % {NumberText.Of(channels)})";
        string least = NumberText.Of(op.Least), greatest = NumberText.Of(op.Greatest), distance = NumberText.Of(op.Step);
        using (emission.Body.Block($"for (int i = 0; i < {NumberText.Of(op.Type.Shape.ElementCount)}; i++)"))
        {
            emission.Body.Line($"int column = (Math.Min(Math.Max({input}[i], {least}), {greatest}) - ({least})) / {distance};");
            emission.Body.Line($"{output}[i] = {table}[({row} * {NumberText.Of(sums)}) + column];");
        }
    }
}
