// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.IR;

/// <summary>
/// An immutable node that computes one tensor. The constructor of each op infers its type and checks its operands; two ops are
/// the same only if they are the same object.
/// </summary>
internal abstract class Op
{
    private protected Op(OpKind kind, TensorType type, params ImmutableArray<Op> operands)
    {
        Kind = kind;
        Type = type;
        Operands = operands;
    }

    /// <summary>The catalogue entry of this op.</summary>
    public OpKind Kind { get; }

    /// <summary>Type of the computed tensor.</summary>
    public TensorType Type { get; }

    /// <summary>The tensors it reads, in the order of the text form. Derived classes give them names.</summary>
    public ImmutableArray<Op> Operands { get; }

    /// <summary>A name for people, of letters, digits and <c>_</c>; the printer makes names unique. May be empty.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The node of the source model, where there is one.</summary>
    public Origin? Origin { get; private set; }

    /// <summary>The constants that are part of the op, in the order of the text form.</summary>
    public virtual ImmutableArray<OpAttribute> Attributes => [];

    /// <summary>This op under another name.</summary>
    public Op Named(string name, Origin? origin)
    {
        var copy = (Op)MemberwiseClone();
        copy.Name = name;
        copy.Origin = origin;
        return copy;
    }

    /// <summary>This op with the name and origin of <paramref name="other"/>, which it replaces.</summary>
    public Op NamedAs(Op other) => Named(other.Name, other.Origin);

    /// <summary>The same computation on other operands; itself if they are the same.</summary>
    public Op WithOperands(ImmutableArray<Op> operands) =>
        operands.SequenceEqual(Operands) ? this : Kind.Create(new(operands, Attributes, Type)).NamedAs(this);

    /// <summary>For messages: name and mnemonic.</summary>
    public override string ToString() => $"%{Name} = {Kind.Mnemonic} : {Type}";
}
