// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// The meaning of convolutions with <see cref="InterleavedWeights"/>: each sum from the number of differing bits of the taps on the image.
/// </summary>
internal static class WordSums
{
    /// <summary>The sums of a convolution, from the values of its operands; in groups only some words of a pixel count, masked.</summary>
    public static ConvolutionInterpreter.Summation Of(PackedConvolutionOp op, ImmutableArray<Tensor> operands)
    {
        var grouped = op as GroupedXnorConv;
        var image = (BitTensor)operands[0];
        var weights = (BitTensor)operands[1];
        int words = grouped?.WordsPerTap ?? image.RowWords;
        return [MethodImpl(Optimized.AtFirstCall)] (output, taps) =>
        {
            int start = grouped?.FirstWords.Integers.Values[output / InterleavedWeights.Lanes] ?? 0, differing = 0;
            foreach (var tap in taps)
            {
                for (int word = 0; word < words; word++)
                {
                    int place = (tap.Index * words) + word;
                    ulong mask = grouped is null ? ulong.MaxValue : InterleavedWeights.Word(grouped.Masks.Bits, output, place);
                    differing += Bits.Count((image.Row(tap.Pixel)[start + word] ^ InterleavedWeights.Word(weights, output, place)) & mask);
                }
            }

            return (taps.Length * op.Form.GroupChannels) - (2 * differing);
        };
    }
}
