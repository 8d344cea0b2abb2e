// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Tests.Data;

public class ImageSetTests
{
    private static readonly ImageSet Four = new(1, 1, 2, classes: 3, pixels: [10, 11, 20, 21, 30, 31, 40, 41], labels: [0, 1, 2, 1]);

    [Fact]
    public void An_image_is_its_part_of_the_pixels()
    {
        Assert.Equal(4, Four.Count);
        Assert.Equal([30, 31], Four.Image(2).ToArray());
        Assert.Equal([0, 1, 2, 1], Four.Labels.ToArray());
    }

    [Fact]
    public void A_slice_counts_from_its_own_start()
    {
        ImageSet part = Four.Slice(1, 3).Slice(1, 2);
        Assert.Equal(2, part.Count);
        Assert.Equal([30, 31], part.Image(0).ToArray());
        Assert.Equal([30, 31, 40, 41], part.Pixels.ToArray());
        Assert.Equal([2, 1], part.Labels.ToArray());
        Assert.Equal(3, part.Classes);
    }

    [Fact]
    public void The_last_training_images_are_held_out()
    {
        DataSplit split = new Dataset("four", Four, Four.Take(1), []).HoldOut(1);
        Assert.Equal([0, 1, 2], split.Training.Labels.ToArray());
        Assert.Equal([40, 41], split.Validation.Image(0).ToArray());
        Assert.Equal(1, split.Test.Count);
    }

    [Fact]
    public void Nothing_need_be_held_out() => Assert.Equal(0, new Dataset("four", Four, Four, []).HoldOut(0).Validation.Count);

    [Fact]
    public void Not_all_images_can_be_held_out() =>
        Assert.StartsWith(
            "four: found 4 training images, expected more than the 4 to hold out.",
            Assert.Throws<DataException>(() => new Dataset("four", Four, Four, []).HoldOut(4)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(7, new byte[] { 0, 1 }, "Found 7 pixels, expected 2 images of 1x2x2.")]
    [InlineData(8, new byte[] { 0, 3 }, "Found label 3 at index 1, expected 0..2.")]
    public void Pixels_and_labels_must_fit(int pixels, byte[] labels, string expected) =>
        Assert.StartsWith(
            expected, Assert.Throws<ArgumentException>(() => new ImageSet(1, 2, 2, 3, new byte[pixels], labels)).Message, StringComparison.Ordinal);
}
