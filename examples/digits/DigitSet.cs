// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>Images of digits and what they show.</summary>
internal sealed record DigitSet(byte[][] Images, byte[] Labels)
{
    /// <summary>Draws <paramref name="count"/> digits: 0, 1, … 9, 0, 1, …</summary>
    public static DigitSet Draw(int count, ulong seed, DigitDrawing drawing)
    {
        var random = new RandomNumbers(seed);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];
        return new([.. labels.Select(digit => drawing.Draw(digit, random))], labels);
    }
}
