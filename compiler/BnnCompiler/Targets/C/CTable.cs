// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.IR;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>A constant as an array.</summary>
/// <param name="Name">Unique in its file; it starts with the prefix.</param>
/// <param name="Element">The C type of its elements.</param>
/// <param name="Value">The elements.</param>
internal sealed record CTable(string Name, string Element, Tensor Value)
{
    private const int MaxLineLength = 130;

    /// <summary>Elements of the array.</summary>
    public int Length(WordLayout words) => Bytes(words) / (Value is BitTensor ? words.Bits / 8 : Value.Type.Element.Bytes());

    private int Elements(WordLayout words) =>
        Value is BitTensor bits ? bits.Type.Shape.Rows * words.WordsFor(bits.Type.Shape.Last) : Value.Type.Shape.ElementCount;

    /// <summary>
    /// Bytes of the array: short elements are filled up to whole numbers of four bytes, so that no compiler leaves gaps between arrays.
    /// </summary>
    public int Bytes(WordLayout words) => (words.BytesOf(Value.Type) + 3) / 4 * 4;

    /// <summary>Its declaration, without storage class and initializer.</summary>
    public string Declaration(WordLayout words) => $"const {Element} {Name}[{NumberText.Of(Length(words))}]";

    /// <summary>Its initializer: lines of literals.</summary>
    public string Initializer(WordLayout words)
    {
        var text = new StringBuilder();
        string line = "   ";
        int missing = Length(words) - Elements(words);
        foreach (string literal in Literals(words).Concat(Enumerable.Repeat("0", missing)))
        {
            if (line.Length + literal.Length + 2 > MaxLineLength)
            {
                text.Append(line).Append('\n');
                line = "   ";
            }

            line += " " + literal + ",";
        }

        return text.Append(line).ToString();
    }

    /// <summary>The elements in memory, least significant byte first.</summary>
    public byte[] LittleEndian(WordLayout words) => Value is BitTensor bits
        ? [.. Rows(bits, words.Bits).SelectMany(word => Bytes(word, words.Bits / 8))]
        : [.. TensorBytes.Of(Value)];

    private IEnumerable<string> Literals(WordLayout words) => Value is BitTensor bits
        ? Rows(bits, words.Bits).Select(word => CTypes.Word(word, words.Bits))
        : Enumerable.Range(0, Value.Type.Shape.ElementCount).Select(i => CTypes.Literal(Value, i));

    /// <summary>Words of <paramref name="size"/> bits, each row from a new one on.</summary>
    private static IEnumerable<ulong> Rows(BitTensor bits, int size)
    {
        int length = bits.Type.Shape.Last, words = (length + size - 1) / size;
        ulong mask = size == 64 ? ulong.MaxValue : (1UL << size) - 1;
        for (int row = 0; row < bits.Type.Shape.Rows; row++)
        {
            for (int word = 0; word < words; word++)
            {
                int bit = word * size;
                yield return (bits.Words[(row * bits.RowWords) + (bit / 64)] >> (bit % 64)) & mask;
            }
        }
    }

    private static IEnumerable<byte> Bytes(ulong word, int count) => Enumerable.Range(0, count).Select(i => (byte)(word >> (8 * i)));
}
