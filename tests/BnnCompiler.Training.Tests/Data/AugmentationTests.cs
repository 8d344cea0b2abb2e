// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Tests.Data;

public class AugmentationTests
{
    private static readonly byte[] Square =
    [
        1, 2, 3,
        4, 5, 6,
        7, 8, 9,
    ];

    [Fact]
    public void A_shift_down_and_left_fills_with_black() =>
        Assert.Equal(
            [
                0, 0, 0,
                2, 3, 0,
                5, 6, 0,
            ],
            Change(down: 1, right: -1, flip: false));

    [Fact]
    public void A_shift_up_and_right_fills_with_black() =>
        Assert.Equal(
            [
                0, 0, 7,
                0, 0, 0,
                0, 0, 0,
            ],
            Change(down: -2, right: 2, flip: false));

    [Fact]
    public void A_flip_goes_left_to_right() =>
        Assert.Equal(
            [
                3, 2, 1,
                6, 5, 4,
                9, 8, 7,
            ],
            Change(down: 0, right: 0, flip: true));

    [Theory]
    [InlineData(1, new byte[] { 0, 3, 2, 0, 6, 5, 0, 9, 8 })]
    [InlineData(-1, new byte[] { 2, 1, 0, 5, 4, 0, 8, 7, 0 })]
    public void A_flipped_image_is_shifted_after_the_flip(int right, byte[] expected) => Assert.Equal(expected, Change(0, right, flip: true));

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, -3)]
    [InlineData(-9, 9)]
    public void A_shift_beyond_the_edge_leaves_black(int down, int right) => Assert.Equal(new byte[9], Change(down, right, flip: true));

    [Fact]
    public void Every_channel_is_changed_alike()
    {
        byte[] result = new byte[8];
        new Augmentation(new ImageShape(2, 2, 2), shift: 1, flip: false).Change([1, 2, 3, 4, 5, 6, 7, 8], result, 0, 1, flip: false);
        Assert.Equal([0, 1, 0, 3, 0, 5, 0, 7], result);
    }

    [Fact]
    public void All_shifts_and_flips_occur_equally_often()
    {
        var augmentation = new Augmentation(new ImageShape(1, 3, 3), shift: 1, flip: true);
        var random = new RandomNumbers(1);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 9000; i++)
        {
            byte[] result = new byte[9];
            augmentation.Apply(Square, result, random);
            string key = string.Join(' ', result);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(3 * 3 * 2, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 400, 600));
    }

    [Fact]
    public void Without_shift_and_flip_an_image_stays_and_no_number_is_drawn()
    {
        var random = new RandomNumbers(1);
        ulong[] before = random.State;
        byte[] result = new byte[9];
        new Augmentation(new ImageShape(1, 3, 3), shift: 0, flip: false).Apply(Square, result, random);
        Assert.Equal(Square, result);
        Assert.Equal(before, random.State);
    }

    [Fact]
    public void Another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Augmentation(new ImageShape(1, 3, 3), 1, true).Apply(Square, new byte[8], new RandomNumbers(1)));

    private static byte[] Change(int down, int right, bool flip)
    {
        byte[] result = [99, 99, 99, 99, 99, 99, 99, 99, 99];
        new Augmentation(new ImageShape(1, 3, 3), shift: 9, flip: true).Change(Square, result, down, right, flip);
        return result;
    }
}
