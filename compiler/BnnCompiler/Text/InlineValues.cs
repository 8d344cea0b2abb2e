// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Text;

/// <summary>
/// The values of a small constant in its line: <c>[3, -1]</c>; bits as <c>[+-+ ---]</c>, one group per row of the innermost axis.
/// A float is the shortest decimal that reads back as the same bits; a NaN other than 7FC00000 is its bits, <c>0x7FC00001</c>.
/// </summary>
internal static class InlineValues
{
    private const int QuietNaN = 0x7FC00000;

    /// <summary>The values of <paramref name="tensor"/> between brackets.</summary>
    public static string Print(Tensor tensor) => tensor is BitTensor bits ? PrintBits(bits) : PrintNumbers(tensor);

    /// <summary>Reads what <see cref="Print"/> wrote, up to and including the closing bracket.</summary>
    public static Tensor Parse(TextCursor cursor, TensorType type) =>
        type.Element == ElementType.Bit ? ParseBits(cursor, type) : ParseNumbers(cursor, type);

    private static string PrintBits(BitTensor bits)
    {
        int row = bits.Type.Shape.Last;
        var text = new StringBuilder("[");
        for (int index = 0; index < bits.Type.Shape.ElementCount; index++)
        {
            if (index > 0 && index % row == 0)
                text.Append(' ');
            text.Append(bits.IsSet(index) ? '+' : '-');
        }

        return text.Append(']').ToString();
    }

    private static string PrintNumbers(Tensor tensor)
    {
        byte[] bytes = TensorBytes.Of(tensor);
        var numbers = Enumerable.Range(0, tensor.Type.Shape.ElementCount).Select(i => PrintNumber(bytes, i, tensor.Type.Element));
        return $"[{string.Join(", ", numbers)}]";
    }

    private static string PrintNumber(byte[] bytes, int index, ElementType element) => element switch
    {
        ElementType.Int8 => NumberText.Of((long)(sbyte)bytes[index]),
        ElementType.UInt8 => NumberText.Of((long)bytes[index]),
        ElementType.Int16 => NumberText.Of((long)BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(index * 2))),
        ElementType.Int32 => NumberText.Of((long)BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(index * 4))),
        _ => PrintFloat(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(index * 4))),
    };

    private static string PrintFloat(int bits)
    {
        float value = BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);
        return float.IsNaN(value) && bits != QuietNaN
            ? "0x" + bits.ToString("X8", CultureInfo.InvariantCulture)
            : NumberText.Of(value);
    }

    private static BitTensor ParseBits(TextCursor cursor, TensorType type)
    {
        int rows = type.Shape.Rows, columns = type.Shape.Last;
        CheckCount(cursor, type);
        bool[] isSet = new bool[type.Shape.ElementCount];
        for (int row = 0; row < rows; row++)
        {
            string expected = $"a row of {NumberText.Of(columns)} bits, written + and -";
            string bits = cursor.TakeWord(expected, c => c is '+' or '-');
            if (bits.Length != columns)
                throw cursor.Fault($"found a row of {NumberText.Of(bits.Length)} bits; {type} has rows of {NumberText.Of(columns)}");
            for (int column = 0; column < columns; column++)
                isSet[(row * columns) + column] = bits[column] == '+';
        }

        cursor.Take(']');
        return BitTensor.FromPredicate(type.Shape, index => isSet[index]);
    }

    private static Tensor ParseNumbers(TextCursor cursor, TensorType type)
    {
        CheckCount(cursor, type);
        int size = type.Element.Bytes();
        byte[] bytes = new byte[type.Shape.ElementCount * size];
        byte[] element = new byte[sizeof(int)];
        for (int i = 0; i < type.Shape.ElementCount; i++)
        {
            if (i > 0)
                cursor.Take(',');
            BinaryPrimitives.WriteInt32LittleEndian(element, ParseNumber(cursor, type.Element));
            Array.Copy(element, 0, bytes, i * size, size);
        }

        cursor.Take(']');
        return TensorBytes.ToTensor(type, bytes);
    }

    // A type may promise more elements than the line can hold: nothing is allocated before this.
    private static void CheckCount(TextCursor cursor, TensorType type)
    {
        if (type.Shape.ElementCount > cursor.Rest.Length)
            throw cursor.Fault($"{type} has {NumberText.Of(type.Shape.ElementCount)} elements; the line has fewer");
    }

    private static int ParseNumber(TextCursor cursor, ElementType element)
    {
        string word = cursor.TakeWord("a number", BnnFormat.IsWordPart);
        int? bits = element == ElementType.Float32 ? FloatBits(word) : Integer(word, element);
        return bits ?? throw cursor.Fault($"found '{PrintableText.Escape(word)}'; expected a number of type {element.ToText()}");
    }

    private static int? Integer(string word, ElementType element)
    {
        if (!NumberText.TryParse(word, out int value))
            return null;
        var (least, most) = element switch
        {
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.Int16 => (short.MinValue, short.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            _ => (int.MinValue, int.MaxValue),
        };
        return value >= least && value <= most ? value : null;
    }

    private static int? FloatBits(string word)
    {
        if (word == "nan")
            return QuietNaN;
        if (word.StartsWith("0x", StringComparison.Ordinal))
            return HexBits(word);

        // The hosts differ in what they call infinite: .NET reads 1e999 as infinity, .NET Framework refuses it.
        bool isNumber = NumberText.TryParse(word, out float value) && !float.IsNaN(value)
            && (!float.IsInfinity(value) || word is "inf" or "-inf");
        return isNumber ? BitConverter.ToInt32(BitConverter.GetBytes(value), 0) : null;
    }

    private static int? HexBits(string word)
    {
        uint bits = 0;
        foreach (char c in word.Skip(2))
        {
            int digit = HexDigits.ValueOf(c);
            if (digit < 0)
                return null;
            bits = (bits << 4) | (uint)digit;
        }

        return word.Length == 10 ? unchecked((int)bits) : null;
    }
}
