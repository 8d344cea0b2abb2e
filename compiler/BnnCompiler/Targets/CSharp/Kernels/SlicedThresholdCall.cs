// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Planning;
using Buffer = BnnCompiler.Planning.Buffer;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>SlicedDense.Threshold</c>, and <c>SlicedBatch.Threshold</c> for many inputs.</summary>
internal sealed class SlicedThresholdCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (SlicedThreshold)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        string weights = emission.Table(op, op.Weights, "weights");
        string limits = emission.Table(op, op.Limits, "limits");
        emission.Body.Line($"SlicedDense.Threshold({input}, {RowLength(op)}{weights}, {limits}, outputs: {NumberText.Of(op.Type.Shape.Last)}, {output});");
    }

    /// <summary>The call for <c>count</c> inputs whose buffers lie in the words <c>together</c>.</summary>
    /// <param name="step">The step.</param>
    /// <param name="emission">What the class has.</param>
    /// <param name="stride">Words from one input's memory to the next one's.</param>
    /// <param name="place">Where in it a buffer begins, in words.</param>
    public static string Shared(Step step, CSharpEmission emission, int stride, Func<Buffer, int> place)
    {
        var op = (SlicedThreshold)step.Result;
        string weights = emission.Table(op, op.Weights, "weights"), limits = emission.Table(op, op.Limits, "limits");
        string words = NumberText.Of(stride), outputs = NumberText.Of(op.Type.Shape.Last);
        var read = step.Buffers[op.Input];
        string inputs = read.Place == BufferPlace.Input ? "inputs, pixelStride: InputLength"
            : op.Input.Type.Element == ElementType.Bit ? $"{From(read)}, inputStride: {words}"
            : $"MemoryMarshal.AsBytes({From(read)}), pixelStride: 8 * {words}";
        return $"SlicedBatch.Threshold({inputs}, {RowLength(op)}{weights}, {limits}, outputs: {outputs}, {From(step.Writes)}, outputStride: {words}, count);";

        string From(Buffer buffer) => place(buffer) is > 0 and var first ? $"together[{NumberText.Of(first)}..]" : "together";
    }

    private static string RowLength(SlicedThreshold op) => op.Input.Type.Element == ElementType.Bit ? $"rowLength: {NumberText.Of(op.Input.Type.Shape.Last)}, " : "";
}
