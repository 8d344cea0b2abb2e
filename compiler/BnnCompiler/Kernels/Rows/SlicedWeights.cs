// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Weights and limits of bit-sliced layers, and what is checked of them.</summary>
internal static class SlicedWeights
{
    private const int MostOfAll = (int.MaxValue - 1) / 2;

    /// <summary>Weights with a row for each of <paramref name="inputs"/>, and one more.</summary>
    public static Constant Of(Op weights, int inputs, int outputs) =>
        weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", new(inputs + 1, outputs));

    /// <summary>What all inputs of a dense layer sum up to at most. Twice that, and the bias of limits, are integers of 32 bits too.</summary>
    public static int GreatestTotal(Op input)
    {
        int greatest = input.Type.Element == ElementType.UInt8 ? byte.MaxValue : 1, inputs = input.Type.Shape.ElementCount;
        return inputs <= MostOfAll / greatest
            ? inputs * greatest
            : throw new InvalidOpException(
                $"input has {NumberText.Of(inputs)} elements; expected at most {NumberText.Of(MostOfAll / greatest)}, so that sums fit 32 bits");
    }

    /// <summary>Limits as planes of bits: one more than the counters have for each class.</summary>
    public static Constant Limits(Op limits, int classes, int counterPlanes, int outputs) =>
        limits.OfElement("limits", ElementType.Bit).AsConstant("limits").OfShape("limits", new(classes * (counterPlanes + 1), outputs));

    /// <summary>Checks <c>zero-row</c>, unless the weights lie in a file, before which they were checked.</summary>
    public static void VerifyZeroRow(Op layer, Constant weights)
    {
        int last = weights.Type.Shape[0] - 1;
        if (weights.Value is BitTensor bits && bits.CountSet(last) > 0)
        {
            throw Rule.Broken(layer, "zero-row",
                $"row {NumberText.Of(last)} of its weights, which fills up blocks of rows, has bits that are set; expected 0");
        }
    }
}
