// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// How many kernels and filters of a binary layer are distinct, a kernel and its inverse counted as one (paper, section 4.1: about 42 % of the
/// CIFAR-10 net's 3x3 kernels are). A kernel is what one output sees of one channel, kh x kw signs; a filter is all of an output's weights.
/// </summary>
/// <param name="Kernels">Kernels of the layer; 0 where they are single weights, which have nothing to repeat.</param>
/// <param name="DistinctKernels">How many differ.</param>
/// <param name="Filters">Filters of the layer.</param>
/// <param name="DistinctFilters">How many differ.</param>
internal sealed record RepeatedFilters(int Kernels, int DistinctKernels, int Filters, int DistinctFilters)
{
    /// <summary>Counts in the weights of a layer; null if the op is no layer with binary weights.</summary>
    public static RepeatedFilters? Of(Op layer) => layer switch
    {
        BinaryConv conv => new(
            conv.Window.Taps == 1 ? 0 : conv.Outputs * conv.Weights.Type.Shape.Last,
            conv.Window.Taps == 1 ? 0 : DistinctKernelsOf(conv),
            conv.Outputs,
            EqualFilters.Of(conv.Weights).Firsts.Length),
        BinaryDense or IntegerDense or FloatDense => new(0, 0, layer.Type.Shape.Channels, EqualFilters.Of((Constant)layer.Operands[1]).Firsts.Length),
        _ => null,
    };

    private static int DistinctKernelsOf(BinaryConv conv)
    {
        var weights = conv.Weights.Bits;
        int taps = conv.Window.Taps, channels = weights.Type.Shape.Last;
        var distinct = new HashSet<Signs>();
        for (int output = 0; output < conv.Outputs; output++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                ulong[] words = new ulong[TensorType.WordsFor(taps)];
                for (int tap = 0; tap < taps; tap++)
                {
                    if (weights.IsSet((((output * taps) + tap) * channels) + channel))
                        words[tap / 64] |= 1UL << (tap % 64);
                }

                distinct.Add(Signs.UpToInverse(words, taps));
            }
        }

        return distinct.Count;
    }
}
