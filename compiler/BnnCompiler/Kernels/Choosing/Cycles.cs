// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;

namespace BnnCompiler.Kernels.Choosing;

/// <summary>
/// The scale of costs: cycles of a processor with registers of 256 bits, by a model of a few measured rates, to choose by. Narrower and wider
/// registers change all rates alike, so the choice holds for them too; <c>docs/performance.md</c> compares it with measurements. Rates of one family
/// stand in its folder.
/// </summary>
internal static class Cycles
{
    /// <summary>For a call.</summary>
    public const double PerCall = 60;

    /// <summary>The share of inputs that is taken to be active, and of weights to be +1.</summary>
    public const double Active = 0.5;

    /// <summary>Bytes of a register, and what one of at most half as many costs against it: operations take as long, loads do not.</summary>
    public const double RegisterBytes = 32, NarrowRegister = 0.78;

    /// <summary>For XNOR and population count of a word of an input and one of weights: 95 pairs of bits in a cycle.</summary>
    public const double PerXnorWord = 64.0 / 95;

    /// <summary>Integers that are added up together.</summary>
    private const int SumLanes = 64;

    /// <summary>For comparing words of an input with those of all outputs.</summary>
    public static double Xnor(double words, int outputs) => words * InterleavedWeights.PaddedOutputs(outputs) * PerXnorWord;

    /// <summary>For adding up terms of all outputs: twice as many integers as words fit a register.</summary>
    public static double Sums(double terms, int outputs) => terms / 2 * ((outputs + SumLanes - 1L) / SumLanes * SumLanes) * PerXnorWord;

    /// <summary>Pixels of an image.</summary>
    public static double PixelsOf(Shape image) => (double)image[1] * image[2];
}
