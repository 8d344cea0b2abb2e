// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// min(max(x, low), high): hard tanh is <c>clip {low=-1, high=1}</c> (ONNX Clip, the paper's Htanh).
/// <c>%y = clip(%x) {low=-1, high=1} : float32[1, 64]</c>
/// </summary>
internal sealed class Clip : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("clip", 1, Stage.Imported, Stage.Packed, a => new Clip(a[0], a.Float("low"), a.Float("high")));

    /// <summary>Limits <paramref name="input"/> to [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public Clip(Op input, float low, float high)
        : base(KindOf, input.OfElement("input", ElementType.Float32).Type, input)
    {
        if (float.IsNaN(low) || float.IsNaN(high))
            throw new InvalidOpException("a limit of clip is not a number");
        Low = low;
        High = high;
    }

    /// <summary>The least result; -inf for none.</summary>
    public float Low { get; }

    /// <summary>The greatest result; it wins where the limits cross, as in ONNX.</summary>
    public float High { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("low", Low), OpAttribute.Of("high", High)];
}
