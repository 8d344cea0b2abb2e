// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>Computes on a tensor of any shape what is defined on images, element by element.</summary>
internal static class OnImage
{
    /// <summary>What <paramref name="compute"/> makes of a tensor as an image, in the shape that the tensor has.</summary>
    public static Op Of(Op tensor, Func<Op, Op> compute)
    {
        var shape = tensor.Type.Shape;
        var result = compute(shape.Rank == 4 ? tensor : new Reshape(tensor, new(1, 1, 1, shape.ElementCount)));
        return result.Type.Shape == shape ? result : new Reshape(result, shape);
    }
}
