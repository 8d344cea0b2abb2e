// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Data;

/// <summary>
/// Changes training images at random in ways that keep their class: a shift by up to <see cref="Shift"/> pixels in each direction, and, every
/// second time, a flip left to right. What comes in from outside is 0, black. (The paper trains without; He et al. 2016 shift by 4 and flip.)
/// </summary>
public sealed class Augmentation
{
    private readonly ImageShape _shape;

    /// <summary>Changes images of a shape; a shift of 0 and no flip leave them as they are.</summary>
    public Augmentation(ImageShape shape, int shift, bool flip)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shift);
        _shape = shape;
        Shift = shift;
        Flip = flip;
    }

    /// <summary>The most pixels by which an image moves, up, down, left or right.</summary>
    public int Shift { get; }

    /// <summary>Whether images are flipped left to right at random.</summary>
    public bool Flip { get; }

    /// <summary>
    /// Writes a changed <paramref name="image"/> to <paramref name="result"/>, which must not overlap it. <paramref name="random"/> gives two
    /// numbers where <see cref="Shift"/> is not 0, and one where <see cref="Flip"/> is set.
    /// </summary>
    /// <exception cref="ArgumentException">A length is not that of the shape.</exception>
    public void Apply(ReadOnlySpan<byte> image, Span<byte> result, RandomNumbers random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (image.Length != _shape.Length || result.Length != _shape.Length)
            throw new ArgumentException($"Found {image.Length} and {result.Length} bytes, expected {_shape.Length} for {_shape}.", nameof(image));
        int down = Shift == 0 ? 0 : random.Below((2 * Shift) + 1) - Shift;
        int right = Shift == 0 ? 0 : random.Below((2 * Shift) + 1) - Shift;
        Change(image, result, down, right, Flip && random.Below(2) == 1);
    }

    /// <summary>Flips if asked, then moves the image down and to the right; negative numbers move it up and to the left.</summary>
    internal void Change(ReadOnlySpan<byte> image, Span<byte> result, int down, int right, bool flip)
    {
        result.Clear();
        int width = _shape.Width;
        int kept = width - Math.Abs(right);
        if (kept <= 0)
            return;
        for (int channel = 0; channel < _shape.Channels; channel++)
        {
            for (int y = Math.Max(0, down); y < Math.Min(_shape.Height, _shape.Height + down); y++)
            {
                int row = ((channel * _shape.Height) + y) * width;
                Span<byte> target = result.Slice(row + Math.Max(0, right), kept);

                // A flip swaps the edge that leaves the image, so the kept part starts at the other side.
                int start = Math.Max(0, flip ? right : -right);
                image.Slice(row - (down * width) + start, kept).CopyTo(target);
                if (flip)
                    target.Reverse();
            }
        }
    }
}
