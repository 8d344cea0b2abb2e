// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>A type of numbers in a file, little-endian.</summary>
/// <param name="Kind">u = unsigned, i = signed integer, f = float; as numpy has it.</param>
/// <param name="Size">In bytes: 1, 2, 4 or 8.</param>
internal readonly record struct NumberType(char Kind, int Size)
{
    public static NumberType UInt8 { get; } = new('u', 1);

    /// <summary>The whole number that <paramref name="bytes"/> hold, or null where they hold another number or one beyond an int.</summary>
    public int? ToInteger(ReadOnlySpan<byte> bytes)
    {
        if (Kind == 'f')
        {
            double number = Size switch
            {
                4 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                8 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
                _ => double.NaN,
            };
            return number is >= int.MinValue and <= int.MaxValue && (int)number == number ? (int)number : null;
        }

        bool negative = Kind == 'i' && bytes[Size - 1] >= 128;
        ulong value = negative ? ulong.MaxValue : 0;
        for (int i = Size - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        bool fits = negative ? (long)value >= int.MinValue : value <= int.MaxValue;
        return fits ? (int)value : null;
    }

    /// <summary>For example uint8.</summary>
    public override string ToString() => $"{(Kind == 'u' ? "uint" : Kind == 'i' ? "int" : "float")}{8 * Size}";
}
