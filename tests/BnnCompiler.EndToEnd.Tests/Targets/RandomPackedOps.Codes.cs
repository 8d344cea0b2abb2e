// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Ops;
using BnnCompiler.Tests.Kernels;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>Layers on codes.</summary>
internal sealed partial class RandomPackedOps
{
    private Op Counted(RandomCodedLayers.Result result)
    {
        // One in three covers its image once, which a dense layer does.
        var image = Image();
        var window = Pick(0, 1, 2) == 0 ? Window.Of(image[1], image[2]) : Sliding();
        var layer = RandomCodedLayers.Of(result, window, image, Outputs(), _random);
        return new CodedConvKernel().Pack(layer, new(layer.Op.Operands[0]));
    }
}
