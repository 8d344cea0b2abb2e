// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// When computing repeated filters once is faster, by pixel of the result and in words of weights, of which a kernel of bits compares eight at
/// a time, one of each of eight outputs. Kernels compute whole blocks of outputs, so only blocks that fall away save anything; a selected output
/// costs about as much as a few words; and so does a threshold that now reads sums from memory, where a fused kernel had them in registers.
/// </summary>
internal static class SharingCost
{
    /// <summary>Words for which an output can be copied or negated, and for which it can be stored and compared.</summary>
    private const int Selected = 5, Compared = 2;

    /// <summary>Outputs that a kernel of integers adds up together with the widest registers.</summary>
    private const int SignedBlock = 64;

    /// <summary>Whether <paramref name="layer"/> is faster with <paramref name="distinct"/> outputs and a selection behind them.</summary>
    /// <param name="layer">A layer of integer sums.</param>
    /// <param name="distinct">How many of its filters differ.</param>
    /// <param name="isFused">Whether it and its threshold would be one kernel.</param>
    public static bool Pays(Op layer, int distinct, bool isFused)
    {
        int outputs = layer.Type.Shape.Channels;
        return Words(layer, outputs) - Words(layer, distinct) > outputs * (isFused ? Selected + Compared : Selected);
    }

    private static long Words(Op layer, int outputs) => layer switch
    {
        BinaryDense dense => Padded(outputs, InterleavedWeights.Lanes) * TensorType.WordsFor(dense.FanIn),
        IntegerDense dense => Padded(outputs, InterleavedWeights.Lanes) * TensorType.WordsFor(dense.FanIn) * 8,
        BinaryConv { Input.Type.Element: ElementType.Bit } conv =>
            Padded(outputs, InterleavedWeights.Lanes) * conv.Window.Taps * TensorType.WordsFor(conv.Input.Type.Shape.Channels),

        // Twice as many integers as words fit a register, and each is a term of its own.
        BinaryConv conv => Padded(outputs, SignedBlock) * conv.FanIn / 2,
        _ => throw new NotSupportedException($"'{layer.Kind.Mnemonic}' has no sums to share."),
    };

    private static long Padded(int outputs, int block) => (outputs + block - 1L) / block * block;
}
