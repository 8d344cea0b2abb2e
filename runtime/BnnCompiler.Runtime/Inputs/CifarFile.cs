// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// The binary records of CIFAR-10: a label in 0..9, then 32x32 red, green and blue pixels, channel after channel. Such files end in .bin, as
/// raw ones may, and are told apart by their length; where both fit, by their labels.
/// </summary>
internal static class CifarFile
{
    private const int Classes = 10;
    private const int ImageBytes = 3 * 32 * 32;
    private const int RecordBytes = 1 + ImageBytes;

    /// <summary>Whether a file of raw bytes is made of records.</summary>
    public static bool IsRecords(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty || file.Length % RecordBytes != 0)
            return false;
        for (int i = 0; file.Length % ImageBytes == 0 && i < file.Length; i += RecordBytes)
        {
            if (file[i] >= Classes)
                return false;
        }

        return true;
    }

    /// <summary>Whether a model takes such images.</summary>
    public static bool Fits(InputShape expected) => expected.Element == InputElement.UInt8 && expected.ByteLength == ImageBytes && expected.Dimensions is [3, 32, 32];

    /// <summary>The images without their labels.</summary>
    public static InputExamples ReadExamples(ReadOnlySpan<byte> file, InputShape expected)
    {
        int count = file.Length / RecordBytes;
        byte[] images = new byte[count * ImageBytes];
        for (int i = 0; i < count; i++)
            file.Slice((i * RecordBytes) + 1, ImageBytes).CopyTo(images.AsSpan(i * ImageBytes));
        return new InputExamples(expected, count, images);
    }

    /// <summary>The labels without their images.</summary>
    public static int[] ReadLabels(ReadOnlySpan<byte> file)
    {
        int[] labels = new int[file.Length / RecordBytes];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = file[i * RecordBytes];
        return labels;
    }
}
