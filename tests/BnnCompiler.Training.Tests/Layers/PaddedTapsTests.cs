// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Layers;

namespace BnnCompiler.Training.Tests.Layers;

public class PaddedTapsTests
{
    [Fact]
    public void What_taps_outside_of_the_image_added_is_taken_out()
    {
        // A 1 x 2 image of one channel under 3 x 3: around the left pixel only the taps 4 and 5 are inside, around the right one 3 and 4.
        var taps = new PaddedTaps(new(1, 1, 2), 3);
        taps.Prepare(Matrices.Of([1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, -1, 1, 1, -1, -1, -1]));
        var sums = Matrices.Of([9, 0], [9, 0]);
        taps.Correct(sums.View);
        Assert.Equal([9 - 7, 0 - (3 - 1 - 3), 9 - 7, 0 - (3 + 1 - 3)], sums.Values);
    }

    [Fact]
    public void Sums_of_a_tap_run_over_its_channels()
    {
        // One pixel of 2 channels: all taps but the middle one are outside.
        float[] weights = [.. Enumerable.Range(0, 18).Select(i => (float)i)];
        var taps = new PaddedTaps(new(2, 1, 1), 3);
        taps.Prepare(Matrices.Of(weights));
        var sums = Matrices.Of([weights.Sum()]);
        taps.Correct(sums.View);
        Assert.Equal([8 + 9], sums.Values);
    }

    [Fact]
    public void Sums_away_from_the_border_stay()
    {
        var taps = new PaddedTaps(new(1, 5, 6), 3);
        taps.Prepare(Matrices.Of([1, 1, 1, 1, 1, 1, 1, 1, 1]));
        var sums = new BnnCompiler.Training.Algebra.Matrix(30, 1);
        taps.Correct(sums.View);

        // 5 taps are outside at a corner, 3 at an edge.
        Assert.Equal(
            [
                -5, -3, -3, -3, -3, -5,
                -3, 0, 0, 0, 0, -3,
                -3, 0, 0, 0, 0, -3,
                -3, 0, 0, 0, 0, -3,
                -5, -3, -3, -3, -3, -5,
            ],
            sums.Values);
    }
}
