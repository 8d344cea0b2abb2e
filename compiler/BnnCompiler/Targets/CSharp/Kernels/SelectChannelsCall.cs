// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>ChannelSelection.Select</c>.</summary>
internal sealed class SelectChannelsCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (SelectChannels)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string channels = NumberText.Of(op.Input.Type.Shape.Channels);
        string sources = emission.Table(op, op.Sources, "sources");
        string negated = emission.Table(op, op.Negated, "negated");
        emission.Body.Line($"ChannelSelection.Select({input}, channels: {channels}, {sources}, {negated}, {output});");
    }
}
