// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>
/// Digits of MNIST's size and look, for networks that were trained on MNIST: no image of MNIST comes with the repository. Not scanned: black is 0
/// everywhere, and the digit's centre of
/// mass lies in the middle, as MNIST's authors put it.
/// </summary>
internal static class SampleDigits
{
    private const int Count = 100;
    private const ulong Seed = 4;
    private const byte DarkestInk = 40;

    /// <summary>The files by their names.</summary>
    public static Dictionary<string, byte[]> Files()
    {
        var drawn = DigitSet.Draw(Count, Seed, DigitDrawing.LikeMnist);
        var digits = drawn with { Images = [.. drawn.Images.Select(image => Centred(WithoutDust(image, drawn.Side), drawn.Side))] };
        return new(StringComparer.Ordinal)
        {
            ["digits-images.idx3-ubyte"] = digits.ImageFile,
            ["digits-labels.idx1-ubyte"] = digits.LabelFile,
        };
    }

    // Dust is a bright pixel with dark neighbours.
    private static byte[] WithoutDust(byte[] image, int side) =>
        [.. image.Select((gray, i) => Neighbours(i, side).Any(neighbour => image[neighbour] > DarkestInk) ? gray : (byte)0)];

    private static IEnumerable<int> Neighbours(int pixel, int side)
    {
        int x = pixel % side, y = pixel / side;
        if (x > 0)
            yield return pixel - 1;
        if (x < side - 1)
            yield return pixel + 1;
        if (y > 0)
            yield return pixel - side;
        if (y < side - 1)
            yield return pixel + side;
    }

    private static byte[] Centred(byte[] image, int side)
    {
        double mass = image.Sum(gray => (double)gray);
        int right = (int)Math.Round(((side - 1) / 2.0) - (image.Select((gray, i) => (double)gray * (i % side)).Sum() / mass));
        int down = (int)Math.Round(((side - 1) / 2.0) - (image.Select((gray, i) => (double)gray * (i / side)).Sum() / mass));
        byte[] centred = new byte[image.Length];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                if ((uint)(x - right) < (uint)side && (uint)(y - down) < (uint)side)
                    centred[(y * side) + x] = image[((y - down) * side) + x - right];
            }
        }

        return centred;
    }
}
