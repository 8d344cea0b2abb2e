// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// Channels of each pixel, each any number of times, some with their sign changed: y_n = -x_s where negated_n is +1, else x_s, with
/// s = sources_n. What a layer with repeated filters computes once reaches all of its outputs so.
/// <c>%y = select_channels(%x, %sources, %negated) : int32[1, 8, 8, 64]</c> with x: int32[1, 8, 8, D], sources: int32[64] in 0..D-1,
/// negated: bit[64].
/// </summary>
internal sealed class SelectChannels : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("select_channels", 3, Stage.Canonical, Stage.Packed, a => new SelectChannels(a[0], a[1], a[2]));

    /// <summary>Selects channels of <paramref name="input"/>.</summary>
    public SelectChannels(Op input, Op sources, Op negated)
        : base(
            KindOf,
            ResultOf(input.OfElement("input", ElementType.Int32).Type, sources.OfElement("sources", ElementType.Int32).AsConstant("sources")),
            input,
            sources,
            negated.OfElement("negated", ElementType.Bit).AsConstant("negated").OfShape("negated", sources.Type.Shape))
    {
    }

    /// <summary>int32[..., D].</summary>
    public Op Input => Operands[0];

    /// <summary>int32[N]: the channel of x that each channel of y is.</summary>
    public Constant Sources => (Constant)Operands[1];

    /// <summary>bit[N]: +1 where y is -x.</summary>
    public Constant Negated => (Constant)Operands[2];

    private static TensorType ResultOf(TensorType input, Constant sources)
    {
        if (input.Shape.Rank == 0)
            throw new InvalidOpException($"input is {input}; expected channels on a last axis");
        if (sources.Type.Shape.Rank != 1)
            throw new InvalidOpException($"sources are {sources.Type}; expected [channels]");
        int channels = input.Shape.Channels;
        foreach (int source in sources.Integers.Values)
        {
            if (source < 0 || source >= channels)
            {
                throw new InvalidOpException(
                    $"channel {NumberText.Of(source)} is selected; the input has channels 0 to {NumberText.Of(channels - 1)}");
            }
        }

        return input.WithShape(new Shape([.. input.Shape.Extents.Take(input.Shape.Rank - 1), sources.Type.Shape[0]]));
    }
}
