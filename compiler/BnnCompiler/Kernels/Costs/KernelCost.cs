// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Costs;

/// <summary>
/// What the kernels of a layer cost with registers of 256 bits, in cycles: a model of a few measured rates, to choose by. Narrower and wider registers change
/// all rates alike, so the choice holds for them too; <c>docs/performance.md</c> compares it with measurements.
/// </summary>
internal static class KernelCost
{
    /// <summary>Pairs of bits that XNOR and population count take in a cycle.</summary>
    private const double XnorBitsPerCycle = 95;

    /// <summary>Cycles for 64 outputs of a small layer and a word of inputs, nibble by nibble.</summary>
    private const double CyclesPerNibbleUnit = 27;

    /// <summary>Cycles for adding one register of a row of weights: from the nearest cache in tiles, from the second one, and from farther away.</summary>
    private const double CyclesPerTiledRow = 1.8, CyclesPerRow = 2.0, CyclesPerFarRow = 2.7;

    /// <summary>Cycles for adding one register of a slot of pixels, and where the slots are more than the nearest cache keeps beside the lists.</summary>
    private const double CyclesPerSlot = 1.6, CyclesPerFarSlot = 1.95;

    /// <summary>Bytes of weights that the second-level cache keeps, and of slots that the nearest one does.</summary>
    private const long NearBytes = 384 * 1024, NearSlotBytes = 24 * 1024;

    /// <summary>Bytes of a register, and what one of at most half as many costs against it: operations take as long, loads do not.</summary>
    private const double RegisterBytes = 32, NarrowRegister = 0.78;

    /// <summary>Rows of zeros that fill up a block of 32 on average, and a half of one.</summary>
    private const double HalfBlock = 16, QuarterBlock = 8;

    /// <summary>Of the inputs of an output, those that are added with pixels for lanes: two outputs share what they have in common.</summary>
    private const double Shared = 0.75;

    /// <summary>Cycles for finding an active input, and for going on to the next tap of a pixel with what is listed.</summary>
    private const double CyclesPerListed = 0.6, CyclesPerTap = 45;

    /// <summary>
    /// Cycles for a plane of a register of counters, to begin with, carry into and compare; the same with pixels for lanes, and there for each output.
    /// </summary>
    private const double CyclesPerPlane = 20, CyclesPerPixelPlane = 12, CyclesPerPixelOutput = 60;

    /// <summary>Cycles for a pixel of the XNOR kernel; for moving a word of channels to words of pixels, or back, and for beginning a group of pixels.</summary>
    private const double CyclesPerPixel = 30, CyclesPerMovedWord = 5, CyclesPerGroup = 300;

    /// <summary>Cycles for a call.</summary>
    private const double CyclesPerCall = 60;

    /// <summary>The share of inputs that is taken to be active, and of weights to be +1.</summary>
    private const double Active = 0.5;

    /// <summary>The most outputs whose rows a tile of the kernel can hold: <c>ActivePixels</c> of the runtime says why.</summary>
    private const int MostOutputsOfRows = 127 * 64;

    /// <summary>The cheapest kernels for a layer with a threshold behind it.</summary>
    public static KernelSet Fastest(Op layer)
    {
        var cheapest = KernelSet.Interleaved;
        foreach (var kernels in (KernelSet[])[KernelSet.ActiveRows, KernelSet.PixelLanes])
        {
            if (Cycles(layer, kernels) < Cycles(layer, cheapest))
                cheapest = kernels;
        }

        return cheapest;
    }

    /// <summary>The cycles of a layer with some kernels; infinite where there is none.</summary>
    public static double Cycles(Op layer, KernelSet kernels) => (layer, kernels) switch
    {
        (BinaryDense dense, KernelSet.Interleaved) => Xnor(dense),
        (IntegerDense dense, KernelSet.Interleaved) => Xnor(dense.FanIn, dense.Type.Shape.Last, 8),
        (BinaryDense dense, KernelSet.ActiveRows) => Rows(dense.FanIn, dense.Type.Shape.Last, 1),
        (IntegerDense { Input.Type.Element: ElementType.UInt8 } dense, KernelSet.ActiveRows) => Rows(dense.FanIn, dense.Type.Shape.Last, 8),
        (BinaryConv { Input.Type.Element: ElementType.Bit, Groups: 1 } conv, KernelSet.Interleaved) => Xnor(conv),
        (BinaryConv { Input.Type.Element: ElementType.Bit, Groups: 1, Outputs: <= MostOutputsOfRows } conv, KernelSet.ActiveRows) => Rows(conv),
        (BinaryConv { Input.Type.Element: ElementType.Bit, Groups: 1 } conv, KernelSet.PixelLanes) when PixelConvThreshold.CanBe(conv.Window) => Pixels(conv),
        _ => double.PositiveInfinity,
    };

    private static double Xnor(BinaryDense dense)
    {
        int words = TensorType.WordsFor(dense.FanIn), outputs = dense.Type.Shape.Last;
        return NibbleWeights.Takes(words, outputs)
            ? CyclesPerCall + (NibbleWeights.Units(words, outputs) * CyclesPerNibbleUnit)
            : Xnor(dense.FanIn, outputs, 1);
    }

    private static double Xnor(int fanIn, int outputs, int planes) =>
        CyclesPerCall + (planes * 64.0 * TensorType.WordsFor(fanIn) * InterleavedWeights.PaddedOutputs(outputs) / XnorBitsPerCycle);

    private static double Xnor(BinaryConv conv)
    {
        double words = (double)conv.Window.Taps * TensorType.WordsFor(conv.Input.Type.Shape.Channels);
        return CyclesPerCall + (PixelsOf(conv.Type.Shape) * ((64 * words * InterleavedWeights.PaddedOutputs(conv.Outputs) / XnorBitsPerCycle) + CyclesPerPixel));
    }

    private static double Rows(int fanIn, int outputs, int planes)
    {
        double registers = Registers(outputs);
        double rate = (long)fanIn * outputs / 8 > NearBytes ? CyclesPerFarRow : CyclesPerRow;
        double rows = planes * ((fanIn * Active) + HalfBlock);
        return CyclesPerCall + (rows * ((registers * rate) + CyclesPerListed)) + (registers * planes * SlicedPlanes.Of(fanIn) * CyclesPerPlane);
    }

    private static double Rows(BinaryConv conv)
    {
        int channels = conv.Input.Type.Shape.Channels, fanIn = conv.Window.Taps * channels;
        double registers = Registers(conv.Outputs);
        double perPixel = ((fanIn * Active) + QuarterBlock) * registers * CyclesPerTiledRow;
        perPixel += (registers * SlicedPlanes.Of(fanIn) * CyclesPerPlane) + (conv.Window.Taps * CyclesPerTap);
        return CyclesPerCall + (PixelsOf(conv.Type.Shape) * perPixel) + (PixelsOf(conv.Input.Type.Shape) * channels * Active * CyclesPerListed);
    }

    private static double Pixels(BinaryConv conv)
    {
        var (image, result) = (conv.Input.Type.Shape, conv.Type.Shape);
        int fanIn = conv.Window.Taps * image.Channels;
        double rowBytes = (result[2] + 7) / 8, rows = Math.Floor(RegisterBytes / rowBytes);
        double registers = rows < 1 ? result[1] * Math.Ceiling(rowBytes / 8) : Math.Ceiling(result[1] / rows);
        if (result[1] * rowBytes <= RegisterBytes / 2)
            registers *= NarrowRegister;
        double slotBytes = image.Channels * conv.Window.Columns.Size * (RegisterBytes + ((conv.Window.Rows.Size - 1) * rowBytes));
        double rate = slotBytes > NearSlotBytes ? CyclesPerFarSlot : CyclesPerSlot;
        double perOutput = (((fanIn * Active * Shared) + (1.5 * QuarterBlock)) * rate) + (SlicedPlanes.Of(fanIn) * CyclesPerPixelPlane) + CyclesPerPixelOutput;
        double moved = (PixelsOf(image) * TensorType.WordsFor(image.Channels) * 1.25) + (PixelsOf(result) * TensorType.WordsFor(conv.Outputs));
        return CyclesPerCall + (registers * (((conv.Outputs + 2) * perOutput) + CyclesPerGroup)) + (moved * CyclesPerMovedWord);
    }

    private static double PixelsOf(Shape image) => (double)image[1] * image[2];

    /// <summary>Registers for so many outputs; fewer than 129 take a narrower one.</summary>
    private static double Registers(int outputs) => outputs <= RegisterBytes * 4 ? NarrowRegister : Math.Ceiling(outputs / (RegisterBytes * 8));
}
