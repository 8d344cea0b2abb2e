// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// +1.0 where x > 0, -1.0 where x &lt; 0 and for NaN, and <c>zero</c> where x is 0 or -0: +1 in the paper and in BipolarQuant, 0 in ONNX Sign.
/// <c>%y = sign(%x) {zero=1} : float32[1, 64]</c>
/// </summary>
internal sealed class Sign : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("sign", 1, Stage.Imported, Stage.Packed, a => new Sign(a[0], a.Int("zero")));

    /// <summary>The sign of <paramref name="input"/>, with <paramref name="zero"/> = +1, 0 or -1 at zero.</summary>
    public Sign(Op input, int zero)
        : base(KindOf, input.OfElement("input", ElementType.Float32).Type, input)
    {
        if (zero is < -1 or > 1)
            throw new InvalidOpException($"the sign of zero is {NumberText.Of(zero)}; it must be 1, 0 or -1");
        Zero = zero;
    }

    /// <summary>What becomes of zero.</summary>
    public int Zero { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("zero", Zero)];
}
