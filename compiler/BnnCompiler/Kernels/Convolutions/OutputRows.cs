// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;

namespace BnnCompiler.Kernels.Convolutions;

/// <summary>
/// Weights in rows of outputs, so that the lanes of a vector are outputs and each element of the image is loaded once: row (group * taps + tap) * channels +
/// channel holds the outputs of the group.
/// </summary>
internal static class OutputRows
{
    /// <summary>The sums of a convolution, from the values of image and weights.</summary>
    public static ConvolutionInterpreter.Summation Sums(PackedConvolution form, ImmutableArray<Tensor> operands)
    {
        int groupChannels = form.GroupChannels, groupOutputs = form.GroupOutputs, taps = form.Window.Taps;
        int FirstWeight(int output, int tap) =>
            (((output / groupOutputs * taps) + tap) * groupChannels * groupOutputs) + (output % groupOutputs);
        return ConvolutionInterpreter.InOrder(operands[0], operands[1], groupChannels, groupOutputs, FirstWeight, stride: groupOutputs);
    }
}
