// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Tests.Runs;

/// <summary>Images of 8 x 8 noisy pixels, one quadrant of which is bright: which one is the class. Enough to learn from in a second.</summary>
internal static class SmallImages
{
    private const int Side = 8, Classes = 4;

    /// <summary>Some training images, half as many test images.</summary>
    public static DataSplit Of(int count, int validation = 0)
    {
        var training = Draw(count + validation, seed: 1);
        return new(training.Take(count), training.Slice(count, validation), Draw(count / 2, seed: 2));
    }

    /// <summary>Writes the same as a folder with the four files of an idx dataset.</summary>
    public static void Write(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        var split = Of(count);
        foreach (var (set, name) in new[] { (split.Training, "train"), (split.Test, "t10k") })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name}-images-idx3-ubyte"),
                [0, 0, 8, 3, .. BigEndian(set.Count), .. BigEndian(Side), .. BigEndian(Side), .. set.Pixels]);
            File.WriteAllBytes(Path.Combine(folder, $"{name}-labels-idx1-ubyte"), [0, 0, 8, 1, .. BigEndian(set.Count), .. set.Labels]);
        }
    }

    private static ImageSet Draw(int count, ulong seed)
    {
        var random = new RandomNumbers(seed);
        byte[] pixels = new byte[count * Side * Side], labels = new byte[count];
        for (int image = 0; image < count; image++)
        {
            int label = labels[image] = (byte)random.Below(Classes);
            for (int y = 0; y < Side; y++)
            {
                for (int x = 0; x < Side; x++)
                {
                    bool isBright = (y >= Side / 2) == (label >= 2) && (x >= Side / 2) == (label % 2 == 1);
                    pixels[(((image * Side) + y) * Side) + x] = (byte)((isBright ? 100 : 0) + random.Below(156));
                }
            }
        }

        return new(1, Side, Side, Classes, pixels, labels);
    }

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
}
