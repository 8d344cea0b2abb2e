// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// A file of CIFAR-10's records. Such files end in .bin, as raw ones may, and are told apart by their length; where both fit, by their labels.
/// </summary>
internal static class CifarFile
{
    /// <summary>Whether a file of raw bytes is made of records.</summary>
    public static bool IsRecords(ReadOnlySpan<byte> file) =>
        CifarRecords.AreWhole(file) && (file.Length % CifarRecords.ImageLength != 0 || CifarRecords.FirstOfNoClass(file) < 0);

    /// <summary>Whether a model takes such images.</summary>
    public static bool Fits(InputShape expected) => expected.Element == InputElement.UInt8 && expected.Dimensions is [3, 32, 32];

    /// <summary>The images without their labels.</summary>
    public static InputExamples ReadExamples(ReadOnlySpan<byte> file, InputShape expected)
    {
        int count = file.Length / CifarRecords.Length;
        byte[] images = new byte[count * CifarRecords.ImageLength];
        for (int i = 0; i < count; i++)
            CifarRecords.ImageOf(file, i).CopyTo(images.AsSpan(i * CifarRecords.ImageLength));
        return new InputExamples(expected, count, images);
    }

    /// <summary>The labels without their images.</summary>
    public static int[] ReadLabels(ReadOnlySpan<byte> file)
    {
        int[] labels = new int[file.Length / CifarRecords.Length];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = CifarRecords.LabelOf(file, i);
        return labels;
    }
}
