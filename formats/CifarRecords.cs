// SPDX-License-Identifier: MIT
namespace BnnCompiler.Formats;

/// <summary>
/// The binary records of CIFAR-10, one behind the other: a label in 0..9, then the 32x32 pixels of red, green and blue, channel after channel, row by
/// row. https://www.cs.toronto.edu/~kriz/cifar.html defines them.
/// </summary>
internal static class CifarRecords
{
    /// <summary>Classes, and so labels.</summary>
    public const int Classes = 10;

    /// <summary>Bytes of an image.</summary>
    public const int ImageLength = 3 * 32 * 32;

    /// <summary>Bytes of a record.</summary>
    public const int Length = 1 + ImageLength;

    /// <summary>Whether the length of a file is that of one whole record or more.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> file) => !file.IsEmpty && file.Length % Length == 0;

    /// <summary>The first of whole records whose label is no class, from 0; -1 if there is none.</summary>
    public static int FirstOfNoClass(ReadOnlySpan<byte> file)
    {
        for (int i = 0; i < file.Length / Length; i++)
        {
            if (LabelOf(file, i) >= Classes)
                return i;
        }

        return -1;
    }

    /// <summary>The label of a record.</summary>
    public static byte LabelOf(ReadOnlySpan<byte> file, int record) => file[record * Length];

    /// <summary>The pixels of a record.</summary>
    public static ReadOnlySpan<byte> ImageOf(ReadOnlySpan<byte> file, int record) => file.Slice((record * Length) + 1, ImageLength);
}
