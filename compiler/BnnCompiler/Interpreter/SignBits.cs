// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.IR;

namespace BnnCompiler.Interpreter;

/// <summary>
/// Float tensors whose elements are all +1 or -1, as bits. A sum of products of such is an integer, exact in float32 in any order up to 2^24 terms,
/// so it may be counted: dozens of times faster, and it is only looked at what the elements are, not at what a pass believes of them.
/// </summary>
internal static class SignBits
{
    private const int MostTerms = 1 << 24;

    private static readonly ConditionalWeakTable<Tensor, BitTensor?> Known = new();

    /// <summary>The elements as bits; null if one of them is something else.</summary>
    public static BitTensor? Of(Tensor tensor) => tensor as BitTensor ?? Known.GetValue(tensor, Packed);

    /// <summary>Both factors of sums of products as bits; null if they are not all +1 and -1.</summary>
    public static (BitTensor Left, BitTensor Right)? OfFactors(Tensor left, Tensor right) =>
        right.Type.Shape.ElementCount <= (long)MostTerms * right.Type.Shape[0]
            && Of(left) is { } leftBits
            && Of(right) is { } rightBits
                ? (leftBits, rightBits)
                : null;

    private static BitTensor? Packed(Tensor tensor)
    {
        if (tensor is not Tensor<float> { Values: var values })
            return null;
        foreach (float value in values)
        {
            if (value is not (1 or -1))
                return null;
        }

        return BitTensor.FromPredicate(tensor.Type.Shape, i => values[i] > 0);
    }
}
