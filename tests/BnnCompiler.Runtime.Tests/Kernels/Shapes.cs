// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>Layer shapes that reach every tail, every block remainder and every place where a kernel flushes its counters.</summary>
internal static class Shapes
{
    public static IEnumerable<(int Neurons, int FanIn)> OfLayers(Random random)
    {
        for (int k = 1; k <= 300; k++)
            yield return (random.Next(1, 40), k);
        for (int n = 1; n <= 300; n++)
            yield return (n, random.Next(1, 301));
        for (int words = 6; words <= 66; words++)
            yield return (random.Next(1, 20), (words * 64) - random.Next(64));

        // Byte counters are summed every 31 words, or every 31 · 8 where eight words are added before they are counted.
        foreach (int words in (int[])[31, 62, 93, 248, 255, 256, 496])
            for (int more = -1; more <= 1; more++)
                yield return (9, (words * 64) + more);
    }
}
