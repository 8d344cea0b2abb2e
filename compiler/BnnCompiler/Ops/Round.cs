// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// The nearest integer (ties to even), or the next one in a direction (ONNX Round, Floor, Ceil).
/// <c>%y = round(%x) {to=nearest} : float32[1, 64]</c>, with <c>to</c> one of nearest, down, up, zero.
/// </summary>
internal sealed class Round : PointwiseOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("round", 1, Stage.Imported, Stage.Packed, a => new Round(a[0], a.Word("to")));

    /// <summary>Rounds <paramref name="input"/> <paramref name="to"/> nearest, down, up or zero.</summary>
    public Round(Op input, string to)
        : base(KindOf, input.OfElement("input", ElementType.Float32).Type, input)
    {
        if (to is not ("nearest" or "down" or "up" or "zero"))
            throw new InvalidOpException($"cannot round to '{to}'; known are nearest, down, up, zero");
        To = to;
    }

    /// <summary>nearest, down, up or zero.</summary>
    public string To { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [new("to", To)];
}
