// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Tests.Algebra;

namespace BnnCompiler.Training.Tests.Layers;

public class PatchesTests
{
    [Fact]
    public void A_patch_is_the_window_around_a_pixel_with_zeros_outside()
    {
        // 1 2
        // 3 4
        var patches = new Matrix(4, 9);
        patches.Values.AsSpan().Fill(7);
        new Patches(new(1, 2, 2), 3).Gather([1, 2, 3, 4], patches.View);
        Assert.Equal(
            [
                0, 0, 0, 0, 1, 2, 0, 3, 4,
                0, 0, 0, 1, 2, 0, 3, 4, 0,
                0, 1, 2, 0, 3, 4, 0, 0, 0,
                1, 2, 0, 3, 4, 0, 0, 0, 0,
            ],
            patches.Values);
    }

    [Theory]
    [InlineData(3, 4, 5, 3)]
    [InlineData(2, 3, 1, 5)]
    [InlineData(2, 2, 2, 1)]
    public void Scattering_is_the_transpose_of_gathering(int channels, int height, int width, int kernel)
    {
        // Σ gather(x) · p = Σ x · scatter(p) for all x and p.
        var patches = new Patches(new(channels, height, width), kernel);
        Matrix x = RandomMatrix.Whole(height * width, channels, 1), p = RandomMatrix.Whole(height * width, patches.Length, 2);
        Matrix gathered = new(p.Rows, p.Columns), scattered = new(x.Rows, x.Columns);
        patches.Gather(x.Values, gathered.View);
        patches.Scatter(p.View, scattered.Values);
        Assert.Equal(gathered.Values.Zip(p.Values, (a, b) => a * b).Sum(), scattered.Values.Zip(x.Values, (a, b) => a * b).Sum());
    }
}
