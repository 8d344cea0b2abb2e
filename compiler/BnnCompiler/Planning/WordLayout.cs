// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Planning;

/// <summary>
/// How tensors lie in the memory of a machine: bits in words of its size, least significant first, each row of the innermost axis from a new word on.
/// </summary>
internal sealed record WordLayout
{
    /// <summary>Words of 64 bits; the layout of <see cref="BitTensor"/>.</summary>
    public static readonly WordLayout Of64 = new(64);

    /// <summary>Words of 32 bits.</summary>
    public static readonly WordLayout Of32 = new(32);

    /// <summary>Words of 8 bits.</summary>
    public static readonly WordLayout Of8 = new(8);

    private WordLayout(int bits) => Bits = bits;

    /// <summary>Bits of a word.</summary>
    public int Bits { get; }

    /// <summary>Bytes that every tensor's offset is a multiple of: those of a word, and of the other elements.</summary>
    public int Alignment => Math.Max(Bits / 8, sizeof(float));

    /// <summary>Words that a row of bits occupies.</summary>
    public int WordsFor(int bits) => (bits + Bits - 1) / Bits;

    /// <summary>Bytes of a tensor.</summary>
    public int BytesOf(TensorType type) => checked((int)(type.Element == ElementType.Bit
        ? (long)type.Shape.Rows * WordsFor(type.Shape.Last) * (Bits / 8)
        : type.ByteCount));

    /// <summary>
    /// Whether a tensor's bytes are those of the other: unless rows of bits end inside of words, a shape says nothing about memory.
    /// </summary>
    public bool HaveSameBytes(TensorType from, TensorType to) =>
        from.Element != ElementType.Bit || from.Shape.Last == to.Shape.Last || (from.Shape.Last % Bits == 0 && to.Shape.Last % Bits == 0);

    /// <summary>Rounds up to a multiple of <see cref="Alignment"/>.</summary>
    public int Aligned(int bytes) => checked(bytes + Alignment - 1) / Alignment * Alignment;
}
