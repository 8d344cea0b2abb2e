// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Choosing;

/// <summary>What layers read, in the forms that kernels want it in; each is made once, however many layers read it.</summary>
/// <param name="op">The tensor.</param>
internal sealed class LayerInput(Op op)
{
    private Op? _planes;

    /// <summary>The tensor.</summary>
    public Op Op => op;

    /// <summary>
    /// Bits as they lie in memory: a flattened image is read as its rows, each padded to whole words. The image of a convolution along one
    /// axis loses its axis of one row before it is flattened.
    /// </summary>
    public Op Rows
    {
        get
        {
            var image = op;
            while (image is Reshape reshape)
                image = reshape.Input;
            return image.Type.Shape is { Rank: 3 or 4 } shape && shape[0] == 1 ? image : op;
        }
    }

    /// <summary>The bit planes of pixels.</summary>
    public Op Planes => _planes ??= new BitPlanes(op).Named(op.Name + "_planes", op.Origin);
}
