// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Weights and limits of bit-sliced layers, and what is checked of them.</summary>
internal static class SlicedWeights
{
    /// <summary>Why layers on bits are counted so (<see cref="KernelOp.Reason"/>).</summary>
    public const string ReasonOnBits = "binary input and weights: the weights of active inputs are counted bit-sliced, outputs side by side; "
            + "everything up to the sign is one comparison";

    private const int MostOfAll = (int.MaxValue - 1) / 2;

    /// <summary>The call of the C kernel of a dense layer, of which there is one for bits and one for pixels.</summary>
    /// <param name="kernel">Its name, without what it reads.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="number">What is made of the counters: a factor, or what is added before they are compared.</param>
    /// <param name="table">A number for each output, behind it.</param>
    public static KernelCall DenseCallInC(string kernel, Op input, ISlicedOp layer, CallArgument number, CallArgument table) => new(
        $"{kernel}_{(input.Type.Element == ElementType.UInt8 ? "u8" : "bits")}",
        CallArgument.Of("rows", input.Type.Shape.Rows),
        CallArgument.Of("row_length", input.Type.Shape.Last),
        CallArgument.Of("weights", layer.Weights),
        CallArgument.Of("outputs", layer.RowLength),
        CallArgument.Of("planes", layer.CounterPlanes),
        number,
        table,
        CallArgument.Scratch);

    /// <summary>Weights with a row for each of <paramref name="inputs"/>, and one more.</summary>
    public static Constant Of(Op weights, int inputs, int outputs) =>
        weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", new(inputs + 1, outputs));

    /// <summary>What all inputs of a dense layer sum up to at most. Twice that, and the bias of limits, are integers of 32 bits too.</summary>
    public static int GreatestTotal(Op input)
    {
        int greatest = GreatestOf(input), inputs = input.Type.Shape.ElementCount;
        return FitsSums(input)
            ? inputs * greatest
            : throw new InvalidOpException(
                $"input has {NumberText.Of(inputs)} elements; expected at most {NumberText.Of(MostOfAll / greatest)}, so that sums fit 32 bits");
    }

    /// <summary>Limits as planes of bits: one more than the counters have for each class.</summary>
    public static Constant Limits(Op limits, int classes, int counterPlanes, int outputs) =>
        limits.OfElement("limits", ElementType.Bit).AsConstant("limits").OfShape("limits", new(classes * (counterPlanes + 1), outputs));

    /// <summary>Checks <c>zero-row</c> of each set of weights, unless they lie in a file, before which they were checked.</summary>
    public static void VerifyZeroRow(Op layer, Constant weights, int sets = 1)
    {
        int rows = weights.Type.Shape[0] / sets;
        for (int last = rows - 1; weights.Value is BitTensor bits && last < weights.Type.Shape[0]; last += rows)
        {
            if (bits.CountSet(last) > 0)
            {
                throw Rule.Broken(layer, "zero-row",
                    $"row {NumberText.Of(last)} of its weights, which fills up blocks of rows, has bits that are set; expected 0");
            }
        }
    }

    /// <summary>Whether the sums of a dense layer fit 32 bits as its kernel counts them.</summary>
    public static bool FitsSums(Op input) => input.Type.Shape.ElementCount <= MostOfAll / GreatestOf(input);

    /// <summary>Limits, plus the bias, as planes of bits: those of each kind of pixel one behind the other.</summary>
    public static Constant Planes(int bias, ImmutableArray<int[]> limits, int outputs)
    {
        int planes = SlicedPlanes.Of(bias) + 1;
        return new(BitTensor.FromPredicate(new(limits.Length * planes, outputs), i =>
        {
            int row = i / outputs;
            return (((limits[row / planes][i % outputs] + bias) >> (row % planes)) & 1) != 0;
        }));
    }

    /// <summary>Rows of weights, and the row of zeros.</summary>
    public static Constant WithZeros(Constant rows)
    {
        var shape = rows.Type.Shape;
        var bits = rows.Bits;
        var longer = BitTensor.FromPredicate(new(shape[0] + 1, shape[1]), i => i < shape.ElementCount && bits.IsSet(i));
        return (Constant)new Constant(longer).NamedAs(rows);
    }

    /// <summary>Weights +1 of an output of a convolution, over some taps.</summary>
    public static int Ones(BinaryConv conv, int output, ImmutableArray<int> taps) =>
        taps.Sum(tap => conv.Weights.Bits.CountSet((output * conv.Window.Taps) + tap));

    private static int GreatestOf(Op input) => input.Type.Element == ElementType.UInt8 ? byte.MaxValue : 1;
}
