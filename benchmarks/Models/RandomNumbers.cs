// SPDX-License-Identifier: MIT
namespace BenchmarkModels;

/// <summary>xorshift64* (Marsaglia; Vigna). Our own, because the numbers that <see cref="Random"/> gives for a seed may change with .NET.</summary>
internal sealed class RandomNumbers
{
    private ulong _state;

    /// <summary>A sequence for a seed; the multiplication spreads small seeds, and 0 is no state.</summary>
    public RandomNumbers(int seed) => _state = unchecked((((ulong)(uint)seed << 1) | 1) * 0x9E3779B97F4A7C15);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public float Between(double low, double high) => (float)(low + ((high - low) * (Next() >> 11) / (1UL << 53)));

    /// <summary>Values +1 and -1, each as likely.</summary>
    public float[] Signs(int count)
    {
        float[] signs = new float[count];
        ulong bits = 0;
        for (int i = 0; i < count; i++, bits >>= 1)
        {
            if (i % 64 == 0)
                bits = Next();
            signs[i] = (bits & 1) != 0 ? 1 : -1;
        }

        return signs;
    }

    private ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return unchecked(_state * 0x2545F4914F6CDD1D);
    }
}
