// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Pixels;

/// <summary>Makes <see cref="PixelConvThreshold"/> of convolutions of bits and their thresholds.</summary>
internal sealed class PixelConvThresholdKernel : Kernel
{
    /// <summary>
    /// Cycles for adding one register of a slot of pixels, and where the slots are more than the nearest cache keeps beside the lists.
    /// </summary>
    private const double CyclesPerSlot = 1.6, CyclesPerFarSlot = 1.95;

    /// <summary>Bytes of slots that the nearest cache keeps.</summary>
    private const long NearSlotBytes = 24 * 1024;

    /// <summary>Of the inputs of an output, those that are added: two outputs share what they have in common.</summary>
    private const double Shared = 0.75;

    /// <summary>Slots of zeros that fill up blocks on average.</summary>
    private const double Filled = 12;

    /// <summary>Cycles for a plane of a register of counters, to begin with, carry into and compare, and for each output.</summary>
    private const double CyclesPerPlane = 12, CyclesPerOutput = 60;

    /// <summary>Cycles for moving a word of channels to words of pixels, or back, and for beginning a group of pixels.</summary>
    private const double CyclesPerMovedWord = 5, CyclesPerGroup = 300;

    /// <inheritdoc/>
    public override bool Fits(Layer layer) => layer is { Op: BinaryConv { Groups: 1, Input.Type.Element: ElementType.Bit } conv, Threshold: not null }
        && PixelConvThreshold.CanBe(conv.Window) && layer.Limits is { Kinds.Count: <= PixelKinds.Most };

    /// <inheritdoc/>
    public override double Cost(Layer layer)
    {
        var conv = (BinaryConv)layer.Op;
        var (image, result) = (conv.Input.Type.Shape, conv.Type.Shape);
        int fanIn = conv.Window.Taps * image.Channels;
        double rowBytes = (result[2] + 7) / 8, rows = Math.Floor(Cycles.RegisterBytes / rowBytes);
        double registers = rows < 1 ? result[1] * Math.Ceiling(rowBytes / 8) : Math.Ceiling(result[1] / rows);
        if (result[1] * rowBytes <= Cycles.RegisterBytes / 2)
            registers *= Cycles.NarrowRegister;
        double slotBytes = image.Channels * conv.Window.Columns.Size * (Cycles.RegisterBytes + ((conv.Window.Rows.Size - 1) * rowBytes));
        double rate = slotBytes > NearSlotBytes ? CyclesPerFarSlot : CyclesPerSlot;
        double perOutput = (((fanIn * Cycles.Active * Shared) + Filled) * rate) + (SlicedPlanes.Of(fanIn) * CyclesPerPlane) + CyclesPerOutput;
        double moved = (Cycles.PixelsOf(image) * TensorType.WordsFor(image.Channels) * 1.25)
            + (Cycles.PixelsOf(result) * TensorType.WordsFor(layer.Outputs));
        return Cycles.PerCall + (registers * (((layer.Outputs + 2) * perOutput) + CyclesPerGroup)) + (moved * CyclesPerMovedWord);
    }

    /// <summary>Weights in a row for each output: bit tap * channels + channel.</summary>
    public override Op Pack(Layer layer, LayerInput input)
    {
        var conv = (BinaryConv)layer.Op;
        var (kinds, limits) = SlicedConvThresholdKernel.Limits(layer);
        var bits = conv.Weights.Bits;
        var weights = BitTensor.FromPredicate(new(conv.Outputs, conv.FanIn), i => bits.IsSet(i) ^ layer.IsNegated(i / conv.FanIn));
        return new PixelConvThreshold(
            PackedConvolution.Of(conv, input.Op),
            new Constant(weights).NamedAs(conv.Weights),
            new Constant(Tensor.Of(new(kinds.Count, conv.Outputs), [.. limits.SelectMany(numbers => numbers)])),
            kinds.RowTable,
            kinds.ColumnTable);
    }
}
