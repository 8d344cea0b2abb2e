// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Planes;

/// <summary>
/// Pixels as eight rows of bits: bit k of row b is bit b of pixel k. <c>%planes = bit_planes(%x) : bit[8, 784]</c> with x: uint8[1, K].
/// </summary>
internal sealed class BitPlanes : KernelOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("bit_planes", 1, Stage.Packed, Stage.Packed, a => new BitPlanes(a[0]));

    /// <summary>Splits <paramref name="input"/>.</summary>
    public BitPlanes(Op input)
        : base(KindOf, new(ElementType.Bit, new(8, input.FanIn())), input.OfElement("input", ElementType.UInt8))
    {
    }

    /// <summary>uint8[1, K].</summary>
    public Op Input => Operands[0];

    /// <inheritdoc/>
    public override string Reason => "8-bit input split into eight binary ones";

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new("BitPlanes.Split");

    /// <inheritdoc/>
    public override KernelCall? CCall => new("bit_planes", CallArgument.Of("count", Type.Shape.Last));

    /// <summary>Bits are moved, and nothing is counted.</summary>
    public override KernelWork Work(double? activeInputs) => KernelWork.Unknown;

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        BitTensor.FromPredicate(Type.Shape, i => BitOf((Tensor<byte>)operands[0], i));

    /// <summary>A view of its input: there is nothing to rely on.</summary>
    public override void Verify()
    {
    }

    private static bool BitOf(Tensor<byte> pixels, int index)
    {
        int plane = index / pixels.Values.Length, pixel = index % pixels.Values.Length;
        return ((pixels.Values[pixel] >> plane) & 1) != 0;
    }
}
