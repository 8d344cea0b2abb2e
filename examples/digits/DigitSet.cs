// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;

namespace Digits;

/// <summary>Images of digits, of as many rows as columns, and what they show.</summary>
internal sealed record DigitSet(byte[][] Images, byte[] Labels, int Side)
{
    /// <summary>The images in the format of MNIST's files.</summary>
    public byte[] ImageFile => [.. IdxHeader.Of(Images.Length, Side, Side), .. Images.SelectMany(image => image)];

    /// <summary>The labels in the format of MNIST's files.</summary>
    public byte[] LabelFile => [.. IdxHeader.Of(Labels.Length), .. Labels];

    /// <summary>Draws <paramref name="count"/> digits: 0, 1, … 9, 0, 1, …</summary>
    public static DigitSet Draw(int count, ulong seed, DigitDrawing drawing)
    {
        var random = new RandomNumbers(seed);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];
        return new([.. labels.Select(digit => drawing.Draw(digit, random))], labels, drawing.Side);
    }
}
