// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls the runtime's <c>Rearrange.Transpose</c>, or for bits <c>Rearrange.TransposeBits</c>.</summary>
internal sealed class TransposeCall : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = (Transpose)step.Result;
        string input = emission.Local(step.Buffers[op.Input]);
        string output = emission.Local(step.Writes);
        bool isBits = op.Type.Element == ElementType.Bit;
        string extents = List(op.Type.Shape), strides = List(isBits ? BitStrides(op) : Transpose.Strides(op.Input.Type.Shape, op.Order));
        emission.Body.Line($"Rearrange.{(isBits ? "TransposeBits" : "Transpose")}({input}, extents: [{extents}], strides: [{strides}], {output});");
    }

    /// <summary>A row of bits counts with those that fill its last word.</summary>
    private static IEnumerable<int> BitStrides(Transpose op)
    {
        var source = op.Input.Type.Shape;
        int rowBits = 64 * TensorType.WordsFor(source.Last);
        return Transpose.Strides(source, op.Order).Select((stride, i) => op.Order[i] == source.Rank - 1 ? 1 : stride / source.Last * rowBits);
    }

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => NumberText.Of(number)));
}
