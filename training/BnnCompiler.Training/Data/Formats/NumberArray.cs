// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>An array of a file, its last dimension varying fastest.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Type">Of the numbers.</param>
/// <param name="Shape">Its product times the type's size is the length of <paramref name="Bytes"/>.</param>
/// <param name="Bytes">The numbers.</param>
internal sealed record NumberArray(string Path, NumberType Type, ImmutableArray<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Numbers in the array.</summary>
    public int Count => Bytes.Length / Type.Size;

    /// <summary>For example uint8 (100, 28, 28).</summary>
    public string Description => $"{Type} ({string.Join(", ", Shape)})";

    /// <summary>An array read from a file.</summary>
    /// <exception cref="DataException">The file holds more or less data than the shape asks for, or none.</exception>
    public static NumberArray Create(string path, NumberType type, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes)
    {
        // A product that leaves the range of a length stays there: the file is shorter than that in any case.
        long expected = shape.Aggregate((long)type.Size, (product, size) => product > Array.MaxLength ? product : product * size);
        var array = new NumberArray(path, type, shape, bytes);
        if (shape.Any(size => size < 1))
            throw new DataException(path, $"an array {array.Description}", "dimensions of 1 or more", "The file is empty or damaged.");
        if (bytes.Length != expected)
        {
            string length = expected > Array.MaxLength ? "2 GiB or more" : $"{expected} bytes";
            throw new DataException(
                path,
                $"{bytes.Length} bytes of data",
                $"{length} for an array {array.Description}",
                bytes.Length < expected ? "The file is truncated; copy or download it again." : "Something follows the data; remove it.");
        }

        return array;
    }

    /// <summary>The array as images: (N, C, H, W), or (N, H, W) of one channel.</summary>
    /// <exception cref="DataException">Another rank, or not bytes.</exception>
    public (ImageShape Shape, byte[] Pixels) ToImages()
    {
        if (Type != NumberType.UInt8)
            throw new DataException(Path, $"an array {Description}", "pixels of type uint8", "Save them as whole numbers 0..255 of type uint8.");
        return Shape switch
        {
            [_, > 4, > 4, <= 4] => throw new DataException(
                Path, $"an array {Description}, channels last", "(N, C, H, W)", "Save array.transpose(0, 3, 1, 2) instead."),
            [_, var channels, var height, var width] => (new ImageShape(channels, height, width), Bytes.ToArray()),
            [_, var height, var width] => (new ImageShape(1, height, width), Bytes.ToArray()),
            _ => throw new DataException(Path, $"an array {Description}", "images, (N, H, W) or (N, C, H, W)", "Are these the labels?"),
        };
    }

    /// <summary>The array as labels: (N), or two dimensions one of which is 1.</summary>
    /// <param name="classes">Labels are 0..classes-1 after <paramref name="rename"/>.</param>
    /// <param name="rename">Turns a number of the file into a class, where they differ.</param>
    /// <exception cref="DataException">Another shape, or a number that is no class.</exception>
    public byte[] ToLabels(int classes, Func<int, int>? rename = null)
    {
        if (Shape is not ([_] or [_, 1] or [1, _]))
            throw new DataException(Path, $"an array {Description}", "one label an image, (N) or (N, 1)", "Save class numbers, not one-hot rows.");
        byte[] labels = new byte[Count];
        for (int i = 0; i < labels.Length; i++)
        {
            int? number = Type.ToInteger(Bytes.Span[(i * Type.Size)..]);
            int? label = number is { } found && rename is not null ? rename(found) : number;
            if (label is not { } known || (uint)known >= (uint)classes)
            {
                throw new DataException(
                    Path,
                    $"{(number is null ? "no whole number" : $"label {number}")} at index {i}",
                    $"0..{classes - 1}",
                    "Do the labels belong to another dataset?");
            }

            labels[i] = (byte)known;
        }

        return labels;
    }
}
