// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// low where x is below it, high where x is above it, else x: hard tanh is <c>clip {low=-1, high=1}</c> (ONNX Clip, the paper's Htanh).
/// <c>%y = clip(%x) {low=-1, high=1} : float32[1, 64]</c>
/// </summary>
internal sealed class Clip : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("clip", 1, Stage.Imported, Stage.Packed,
        a => new Clip(a[0], a.Float("low"), a.Float("high")));

    /// <summary>Limits <paramref name="input"/> to [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public Clip(Op input, float low, float high)
        : base(KindOf, input.OfElement("input", ElementType.Float32).Type, input)
    {
        if (!(low <= high))
        {
            throw new InvalidOpException(
                $"the limits of clip are {NumberText.Of(low)} and {NumberText.Of(high)}; the first may not be above the second");
        }

        Low = low;
        High = high;
    }

    /// <summary>The least result; -inf for none.</summary>
    public float Low { get; }

    /// <summary>The greatest result, at least <see cref="Low"/>; inf for none.</summary>
    public float High { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [OpAttribute.Of("low", Low), OpAttribute.Of("high", High)];
}
