// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Xnor;

/// <summary>
/// The least work of XNOR and population count: for 256 pairs of bits one XNOR and seven operations that count the ones of each byte. From 24 words a
/// row on, seven full adders of five operations leave one word of eight to count: (8 + 35 + 7) / 8.
/// </summary>
internal static class XnorWork
{
    /// <summary>Operations for a register of weights, of short rows and of long ones, and words of the shortest long row.</summary>
    private const double ShortRow = 8, LongRow = 24, InLongRow = 50.0 / 8;

    /// <summary>That of a dense layer on some planes of bits.</summary>
    public static KernelWork Of(InterleavedDenseOp dense, int planes)
    {
        double registers = (double)dense.Weights.Type.ByteSize / KernelWork.RegisterBytes;
        return new(planes * registers * PerRegister(dense.Weights.Type.Shape[1]), KernelWork.ConstantBytes(dense));
    }

    /// <summary>That of a convolution; a mask is one operation more.</summary>
    public static KernelWork Of(PackedConvolutionOp conv, int wordsPerTap, int masking)
    {
        double registersPerTap = (double)InterleavedWeights.PaddedOutputs(conv.Form.Outputs) * wordsPerTap * 64 / (8 * KernelWork.RegisterBytes);
        return new(
            conv.Form.MetTaps * registersPerTap * (masking + PerRegister(conv.Form.Window.Taps * wordsPerTap)), KernelWork.ConstantBytes(conv));
    }

    private static double PerRegister(int words) => words < LongRow ? ShortRow : InLongRow;
}
