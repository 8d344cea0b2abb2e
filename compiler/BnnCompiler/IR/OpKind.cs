// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>One line of the op catalogue: all that parser, printer and verifier need to know.</summary>
/// <param name="Mnemonic">The op's name in the .bnn text.</param>
/// <param name="OperandCount">How many tensors it reads.</param>
/// <param name="FirstStage">The first stage it may appear in.</param>
/// <param name="LastStage">The last stage it may appear in.</param>
/// <param name="Create">Makes the op; throws <see cref="InvalidOpException"/> on operands it cannot have.</param>
internal sealed record OpKind(string Mnemonic, int OperandCount, Stage FirstStage, Stage LastStage, Func<OpArguments, Op> Create)
{
    /// <summary>Kinds are compared as objects: the catalogue holds one of each.</summary>
    public bool Equals(OpKind? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Mnemonic);
}
