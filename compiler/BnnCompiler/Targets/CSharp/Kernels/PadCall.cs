// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>Rearrange.Pad</c>.</summary>
internal sealed class PadCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (Pad)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        var image = op.Input.Type.Shape;
        string size = $"height: {NumberText.Of(image[1])}, width: {NumberText.Of(image[2])}";
        string[] sides = ["top", "left", "bottom", "right"];
        string pads = string.Join(", ", sides.Zip(op.Pads, (side, pixels) => $"{side}: {NumberText.Of(pixels)}"));
        string value = CSharpLiterals.Of(op.Value);
        emission.Body.Line($"Rearrange.Pad({input}, {size}, {pads}, {value}, {output});");
    }
}
