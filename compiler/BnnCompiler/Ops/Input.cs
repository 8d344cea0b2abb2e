// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A tensor that the caller hands in: <c>input %x : uint8[1, 1, 28, 28] {scale=1/255}</c>.
/// </summary>
internal sealed class Input : Op
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("input", 0, Stage.Imported, Stage.Packed, a => new Input(a.Type, a.OptionalWord("scale")));

    /// <summary>An input of the given type.</summary>
    public Input(TensorType type, string? scale = null)
        : base(KindOf, type) => Scale = scale;

    /// <summary>
    /// How the source network's float input was made from these integers, for example <c>1/255</c>; for people, the graph itself
    /// contains the division. Null where the source's own type is meant.
    /// </summary>
    public string? Scale { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => Scale is null ? [] : [new("scale", Scale)];
}
