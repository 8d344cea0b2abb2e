// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Data.Formats;

/// <summary>
/// A file of SVHN's cropped digits: variables X, uint8 (32, 32, 3, N) in MATLAB's order (rows, columns, channels, images), and y, (N, 1), in which
/// the digit 0 is 10. http://ufldl.stanford.edu/housenumbers/ defines it.
/// </summary>
internal static class SvhnFile
{
    public const int Classes = 10;
    private const int Side = 32;

    public static ImageShape Shape { get; } = new(3, Side, Side);

    /// <summary>The images with the label 10 made 0.</summary>
    /// <exception cref="DataException">The file is damaged, or its variables are others.</exception>
    public static ImageSet Read(DataFile file)
    {
        Dictionary<string, NumberArray> variables = MatFile.Read(file);
        NumberArray images = Require(file, variables, "X");
        NumberArray labels = Require(file, variables, "y");
        if (images.Shape is not [_, 3, Side, Side])
        {
            throw new DataException(
                file.Path, $"X of size {string.Join(" x ", images.Shape.Reverse())}", "32 x 32 x 3 x N", "Give SVHN's format 2, the cropped digits.");
        }

        byte[] pixels = images.ToImages().Pixels;
        for (int plane = 0; plane < pixels.Length; plane += Side * Side)
            Transpose(pixels.AsSpan(plane, Side * Side));
        byte[] classes = labels.ToLabels(Classes, label => label == 10 ? 0 : label == 0 ? -1 : label);
        return classes.Length == images.Shape[0]
            ? new ImageSet(Shape.Channels, Shape.Height, Shape.Width, Classes, pixels, classes)
            : throw new DataException(file.Path, $"{classes.Length} labels", $"{images.Shape[0]}, one an image", "The file is damaged.");
    }

    private static NumberArray Require(DataFile file, Dictionary<string, NumberArray> variables, string name) =>
        variables.TryGetValue(name, out NumberArray? array)
            ? array
            : throw new DataException(
                file.Path,
                variables.Count == 0 ? "no variables" : $"variables {string.Join(", ", variables.Keys.Order(StringComparer.Ordinal))}",
                $"X and y, but no {name}",
                "The file is cut off, or not of SVHN's cropped digits.");

    /// <summary>MATLAB stores a plane column by column.</summary>
    private static void Transpose(Span<byte> plane)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < row; column++)
                (plane[(row * Side) + column], plane[(column * Side) + row]) = (plane[(column * Side) + row], plane[(row * Side) + column]);
        }
    }
}
