// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// An image in a frame of one value (ONNX Pad, mode constant). <c>%y = pad(%x) {pads=1x1x1x1, value=0} : float32[1, 30, 30, 3]</c> with
/// x: float32[1, 28, 28, 3] and pads top x left x bottom x right.
/// </summary>
internal sealed class Pad : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("pad", 1, Stage.Imported, Stage.Packed,
        a => new Pad(a[0], [.. Window.Numbers(a, "pads", 4, 0)], a.Float("value")));

    /// <summary>Frames <paramref name="input"/>.</summary>
    public Pad(Op input, ImmutableArray<int> pads, float value)
        : base(KindOf, input.OfElement("input", ElementType.Float32).Type.WithShape(Framed(input.Image("input"), pads)), input)
    {
        Pads = pads;
        Value = value;
    }

    /// <summary>float32[1, H, W, C].</summary>
    public Op Input => Operands[0];

    /// <summary>Pixels above, to the left, below, to the right.</summary>
    public ImmutableArray<int> Pads { get; }

    /// <summary>Every element of the frame.</summary>
    public float Value { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [new("pads", Window.Words([.. Pads])), OpAttribute.Of("value", Value)];

    private static Shape Framed(Shape image, ImmutableArray<int> pads) =>
        new(1, image[1] + pads[0] + pads[2], image[2] + pads[1] + pads[3], image[3]);
}
