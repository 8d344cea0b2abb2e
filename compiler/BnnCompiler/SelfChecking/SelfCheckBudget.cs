// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.SelfChecking;

/// <summary>
/// How many inputs a network is checked on, by counted work and not by time, so that every machine finds the same: a few dozen where
/// that costs little beside the compilation itself, at least two, and none where one would take minutes.
/// </summary>
internal static class SelfCheckBudget
{
    private const int MostInputs = 36, LeastInputs = 2;

    /// <summary>Multiplications of numbers, or words of bits, for all inputs together. Interpreting one takes some nanoseconds.</summary>
    private const long Work = 500_000;

    /// <summary>The most for one input.</summary>
    private const long MostWork = 200_000_000;

    /// <summary>The most for one input before the passes: less than the passes themselves take, on any machine.</summary>
    private const long MostEarlyWork = 10_000_000;

    /// <summary>Terms of +1 and -1 that are counted at once.</summary>
    private const int BitsPerStep = 64;

    /// <summary>What an element of an op of single elements counts.</summary>
    private const int Element = 4;

    /// <summary>Whether the file's own ops may be interpreted on an input before anything is known of the network's bits.</summary>
    public static bool AllowsEarly(Graph imported) => imported.Ops.Sum(op => Layer(op) switch
    {
        null => WorkOf(op),
        (var products, true) => products / BitsPerStep,
        (var products, false) => products,
    }) <= MostEarlyWork;

    /// <summary>The inputs for a network in floats and in bits and integers; 0 for one that is too large to be checked.</summary>
    public static int InputsFor(Graph imported, Graph binarized)
    {
        long work = binarized.Ops.Sum(WorkOf) + imported.Ops.Sum(WorkOfScaled);
        if (work > MostWork)
            return 0;
        return (int)Math.Max(LeastInputs, Math.Min(MostInputs, Work / Math.Max(work, 1)));
    }

    /// <summary>Layers of floats whose weights are not +1 and -1 are interpreted product by product, whatever becomes of them.</summary>
    private static long WorkOfScaled(Op op) => Layer(op) is (var products, false) ? products : 0;

    /// <summary>The products of a layer of floats, and whether its weights are +1 and -1; null for other ops.</summary>
    private static (long Products, bool IsOfSigns)? Layer(Op op) => op switch
    {
        Dense dense => (dense.Weights.Type.Shape.ElementCount, SignBits.Of(dense.Weights.Value) is not null),
        Conv conv => ((long)conv.Type.Shape.ElementCount * conv.FanIn, SignBits.Of(conv.Weights.Value) is not null),
        _ => null,
    };

    private static long WorkOf(Op op)
    {
        long elements = op.Type.Shape.ElementCount;
        return op switch
        {
            BinaryDense dense => elements * WordsOf(dense.FanIn),
            BinaryConv { Input.Type.Element: ElementType.Bit } conv => elements * conv.Window.Taps * WordsOf(conv.FanIn / conv.Window.Taps),
            IntegerDense dense => elements * dense.FanIn,
            FloatDense dense => elements * dense.Weights.Type.Shape.Last,
            ConvolutionOp conv => elements * conv.FanIn,
            PoolOp pool => elements * pool.Window.Taps,
            Constant => 0,
            _ => Element * elements,
        };
    }

    private static long WordsOf(int bits) => (bits + 63) / 64;
}
