// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels.Planes;

public sealed class BitPlanesTests
{
    private const int Seed = 8;

    [Fact]
    public void Plane_b_holds_bit_b_of_every_pixel_and_nothing_after_the_last()
    {
        var random = new Random(Seed);
        for (int count = 0; count <= 300; count++)
        {
            byte[] pixels = new byte[count];
            random.NextBytes(pixels);
            int words = (count + 63) / 64;
            ulong[] planes = Enumerable.Repeat(ulong.MaxValue, 8 * words).ToArray();

            BitPlanes.Split(pixels, planes);

            for (int b = 0; b < 8; b++)
            {
                ulong[] expected = SignMatrix.Pack([.. pixels.Select(pixel => ((pixel >> b) & 1) == 1)]);
                Assert.True(expected.AsSpan().SequenceEqual(planes.AsSpan(b * words, words)), $"plane {b} of {count} pixels, seed {Seed}");
            }
        }
    }

    [Fact]
    public void Planes_of_another_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>("planes", () => BitPlanes.Split(new byte[65], new ulong[8]));
        Assert.Contains("Found 8 elements, expected 16", error.Message, StringComparison.Ordinal);
    }
}
