// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Data;

/// <summary>
/// Images and the class of each. A pixel is a byte, 0..255 as in the file; what the network makes of it (2x/255-1, for example) is the trainer's
/// business. A part of a set shares the memory of the whole.
/// </summary>
public sealed class ImageSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;

    /// <summary>
    /// A set of as many images as there are <paramref name="labels"/>. <paramref name="pixels"/> holds one image after the other, each channel
    /// by channel, each channel row by row.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer pixels than the labels and the shape ask for, or a label is no class.</exception>
    public ImageSet(int channels, int height, int width, int classes, byte[] pixels, byte[] labels)
        : this(new ImageShape(channels, height, width), classes, pixels, labels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (pixels.Length != (long)labels.Length * Shape.Length)
            throw new ArgumentException($"Found {pixels.Length} pixels, expected {labels.Length} images of {Shape}.", nameof(pixels));
        int wrong = Array.FindIndex(labels, label => label >= classes);
        if (wrong >= 0)
            throw new ArgumentException($"Found label {labels[wrong]} at index {wrong}, expected 0..{classes - 1}.", nameof(labels));
    }

    private ImageSet(ImageShape shape, int classes, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<byte> labels)
    {
        Shape = shape;
        Classes = classes;
        _pixels = pixels;
        _labels = labels;
    }

    /// <summary>Of every image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Labels are 0..<see cref="Classes"/>-1.</summary>
    public int Classes { get; }

    /// <summary>Images in the set.</summary>
    public int Count => _labels.Length;

    /// <summary>The class of every image.</summary>
    public ReadOnlySpan<byte> Labels => _labels.Span;

    /// <summary>The pixels of all images, one image after the other.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.Span;

    /// <summary>The pixels of an image, channel by channel, row by row.</summary>
    public ReadOnlySpan<byte> Image(int index) => _pixels.Span.Slice(index * Shape.Length, Shape.Length);

    /// <summary><paramref name="count"/> images from the image <paramref name="start"/> on.</summary>
    public ImageSet Slice(int start, int count) =>
        new(Shape, Classes, _pixels.Slice(start * Shape.Length, count * Shape.Length), _labels.Slice(start, count));

    /// <summary>The first <paramref name="count"/> images.</summary>
    public ImageSet Take(int count) => Slice(0, count);
}
