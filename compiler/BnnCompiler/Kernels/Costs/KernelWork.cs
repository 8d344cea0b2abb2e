// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Costs;

/// <summary>
/// The least that a kernel has to do for one inference: a lower bound of its time, once the rates of a machine are known. Only the innermost
/// operations count. What a kernel does besides (finding active inputs, moving bits, comparing with limits, carrying beyond a block of 32 rows,
/// filling up registers) is what keeps it from the bound.
/// <list type="bullet">
/// <item>XNOR and population count: for 256 pairs of bits one XNOR and seven operations that count the ones of each byte. From
/// <see cref="LongRow"/> words a row on, seven full adders of five operations leave one word of eight to count: (8 + 35 + 7) / 8. Pixels on bit
/// planes are eight times that; a kernel of groups has one operation more, for the mask.</item>
/// <item>Small dense layers, nibble by nibble: a shuffle and an addition for four inputs and 32 outputs.</item>
/// <item>Bit-sliced counting: <see cref="PerRow"/> for each active input and register of outputs, or for each listed weight and register of pixels.
/// Weights are listed where they are +1, or where they are -1, whichever is rarer; what two outputs have in common is added once, which leaves
/// <see cref="Shared"/> of them where weights are as random as they can be; one more list has all inputs.</item>
/// <item>Convolutions of 8-bit pixels that share the sums of all patterns of signs: one addition for each group of taps, output and 16 pixels.</item>
/// <item>Other sums of numbers under signs: one addition for each term and eight outputs, under real weights two operations.</item>
/// </list>
/// </summary>
/// <param name="Operations">Operations on registers of 256 bits; 0 where no bound is known.</param>
/// <param name="Bytes">Bytes of weights, limits and lists that are read at least once.</param>
internal readonly record struct KernelWork(double Operations, double Bytes)
{
    /// <summary>Operations of an XNOR kernel for a register of weights, of short rows and of long ones, and words of the shortest long row.</summary>
    private const double ShortRow = 8, LongRow = 24, InLongRow = 50.0 / 8;

    /// <summary>Operations of the kernel of small layers for 64 outputs and a word of inputs: sixteen nibbles, two registers of outputs.</summary>
    private const double PerNibbleUnit = 16 * 2 * 2;

    /// <summary>
    /// Operations of a bit-sliced kernel for a register of a row: fifteen additions of two pairs, eight operations each, take 32 rows, and an XOR
    /// makes each of the sixteen pairs of rows.
    /// </summary>
    private const double PerRow = ((15 * 8) + 16) / 32.0;

    /// <summary>What is left of the lists of two outputs if each of them has half of all inputs, and they have a quarter in common.</summary>
    private const double Shared = 0.75;

    private const int RegisterBits = 256, RegisterBytes = RegisterBits / 8, PixelsInRegister = 16, NumbersInRegister = 8;

    private const int BytesOfPlace = sizeof(uint), PlanesOfPixels = 8;

    /// <summary>Nothing is known.</summary>
    public static KernelWork Unknown => default;

    /// <summary>Seconds that it takes at least.</summary>
    /// <param name="operationsPerSecond">Operations of registers of 256 bits.</param>
    /// <param name="bytesPerSecond">From where the network's weights lie.</param>
    public double Seconds(double operationsPerSecond, double bytesPerSecond) => Math.Max(Operations / operationsPerSecond, Bytes / bytesPerSecond);

    /// <summary>The work of an op.</summary>
    /// <param name="op">The op of a packed graph.</param>
    /// <param name="activeInputs">
    /// Bits that are 1 in what it reads, of the eight of each pixel where it reads pixels; null if that is not known: half of them then. Only kernels
    /// that skip the others ask.
    /// </param>
    public static KernelWork Of(Op op, double? activeInputs = null) => op switch
    {
        PlaneDense or PlaneThreshold => Xnor((InterleavedDenseOp)op, PlanesOfPixels),
        NibbleThreshold dense => Nibbles(NibbleWeights.Units(dense.Words, dense.Outputs)),
        InterleavedDenseOp dense => Xnor(dense, 1),
        XnorConv or XnorConvThreshold => Xnor((PackedConvolutionOp)op, TensorType.WordsFor(op.Operands[0].Type.Shape.Channels), 0),
        GroupedXnorConv conv => Xnor(conv, conv.WordsPerTap, 1),
        SlicedThreshold dense => Rows(dense, activeInputs ?? BitsOf(dense.Input) / 2.0),
        SlicedConvThreshold conv => Rows(conv, activeInputs ?? BitsOf(conv.Input) / 2.0),
        PixelConvThreshold conv => Pixels(conv),
        PatternConvThreshold conv => Patterns(conv),
        SignedConvThreshold or SignedConv => Sums((PackedConvolutionOp)op, 1),
        FloatConv conv => Sums(conv, 2),
        ColumnSum sum => new((double)sum.Input.Type.Shape.ElementCount * sum.Type.Shape.Last / NumbersInRegister, ConstantBytes(op)),
        _ => Unknown,
    };

    /// <summary>The bits, or bits of pixels, that a tensor holds.</summary>
    public static double BitsOf(Op input) =>
        (double)input.Type.Shape.ElementCount * (input.Type.Element == ElementType.UInt8 ? PlanesOfPixels : 1);

    private static KernelWork Nibbles(int units) => new(units * PerNibbleUnit, units * (double)NibbleWeights.UnitBytes);

    private static KernelWork Xnor(InterleavedDenseOp dense, int planes)
    {
        double registers = (double)dense.Weights.Type.ByteSize / RegisterBytes;
        return new(planes * registers * PerXnor(dense.Weights.Type.Shape[1], 0), ConstantBytes(dense));
    }

    private static KernelWork Xnor(PackedConvolutionOp conv, int wordsPerTap, int masking)
    {
        double registersPerTap = (double)InterleavedWeights.PaddedOutputs(conv.Form.Outputs) * wordsPerTap * 64 / RegisterBits;
        return new(MetTaps(conv.Form) * registersPerTap * PerXnor(conv.Form.Window.Taps * wordsPerTap, masking), ConstantBytes(conv));
    }

    private static double PerXnor(int words, int masking) => masking + (words < LongRow ? ShortRow : InLongRow);

    private static KernelWork Rows(SlicedThreshold dense, double active)
    {
        double rows = dense.IsWithComplement ? Math.Min(active, BitsOf(dense.Input) - active) : active;
        double limits = (double)dense.Limits.Type.ByteSize / (dense.IsWithComplement ? 2 : 1);

        // Rows of pixels are read again for each of the eight bits; once they have to come from memory.
        double rowsRead = Math.Min(rows, dense.Input.Type.Shape.ElementCount);
        return new(rows * PerRow * Registers(dense.RowLength), (rowsRead * RowBytes(dense.RowLength)) + limits);
    }

    private static KernelWork Rows(SlicedConvThreshold conv, double active)
    {
        double perPixel = active / conv.Input.Type.Shape.Rows;
        return new(MetTaps(conv.Form) * perPixel * PerRow * Registers(conv.RowLength), ConstantBytes(conv));
    }

    private static KernelWork Pixels(PixelConvThreshold conv)
    {
        int inputs = conv.Form.RowShape[0];
        double listed = inputs;
        for (int output = 0; output < conv.Form.Outputs; output++)
        {
            int ones = conv.Weights.Bits.CountSet(output);
            listed += Shared * Math.Min(ones, inputs - ones);
        }

        // The planes of the limits: counters, and one more.
        double limits = (double)conv.Form.Outputs * (SlicedPlanes.Of(inputs) + 1) * RegisterBytes;
        return new(listed * PerRow * PixelGroups(conv), (listed * BytesOfPlace) + limits);
    }

    /// <summary>
    /// Registers of pixels of a result: tiles of columns that fit a word with those their taps reach, and in each as many rows as a register holds.
    /// </summary>
    private static int PixelGroups(PixelConvThreshold conv)
    {
        var result = conv.Type.Shape;
        int widest = Math.Max(1, 65 - conv.Form.Window.Columns.Size);
        int tiles = Quotient(result[2], widest);
        int rowBytes = Quotient(Quotient(result[2], tiles), 8);
        return tiles * Quotient(result[1], Math.Min(RegisterBytes / rowBytes, result[1]));
    }

    private static KernelWork Patterns(PatternConvThreshold conv)
    {
        var result = conv.Type.Shape;
        double registers = (double)result[1] * Quotient(result[2], PixelsInRegister);
        int groups = PatternGroups.Count(conv.Form.Window, conv.Form.GroupChannels)!.Value;
        return new(registers * conv.Form.Outputs * conv.Form.Window.Rows.Size * groups, ConstantBytes(conv));
    }

    private static KernelWork Sums(PackedConvolutionOp conv, int operationsPerTerm) =>
        new(MetTaps(conv.Form) * conv.Form.GroupChannels * conv.Form.Outputs / NumbersInRegister * operationsPerTerm, ConstantBytes(conv));

    /// <summary>Taps that meet a pixel of the image, over all pixels of the result.</summary>
    private static double MetTaps(PackedConvolution form)
    {
        var image = form.Input.Type.Shape;
        return Met(form.Window.Rows, image[1]) * Met(form.Window.Columns, image[2]);

        static double Met(WindowAxis axis, int extent) =>
            Enumerable.Range(0, axis.Outputs(extent)).Sum(output => axis.ValidRange(output, extent).Count);
    }

    private static int Registers(int outputs) => Quotient(outputs, RegisterBits);

    private static double RowBytes(int outputs) => TensorType.WordsFor(outputs) * sizeof(ulong);

    private static double ConstantBytes(Op op) => op.Operands.OfType<Constant>().Distinct().Sum(constant => (double)constant.Type.ByteSize);

    private static int Quotient(int number, int divisor) => (number + divisor - 1) / divisor;
}
