// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>Weights as plain signs, one row per neuron, and the two packed layouts the kernels read.</summary>
internal sealed class SignMatrix
{
    private readonly bool[][] _plus;

    public SignMatrix(int neurons, int fanIn, Func<int, int, bool> isPlus)
    {
        (Neurons, FanIn) = (neurons, fanIn);
        _plus = [.. Enumerable.Range(0, neurons).Select(n => Enumerable.Range(0, fanIn).Select(k => isPlus(n, k)).ToArray())];
    }

    public int Neurons { get; }

    public int FanIn { get; }

    public int PaddedNeurons => (Neurons + 7) / 8 * 8;

    public int this[int n, int k] => _plus[n][k] ? 1 : -1;

    public static SignMatrix Random(int neurons, int fanIn, Random random) => new(neurons, fanIn, (_, _) => random.Next(2) == 1);

    public static ulong[] Pack(IReadOnlyList<bool> bits)
    {
        ulong[] words = new ulong[(bits.Count + 63) / 64];
        for (int i = 0; i < bits.Count; i++)
            if (bits[i])
                words[i / 64] |= 1ul << (i % 64);
        return words;
    }

    /// <summary>Word j of neuron 8b + l at (b·words + j)·8 + l.</summary>
    public ulong[] Interleaved()
    {
        int words = (FanIn + 63) / 64;
        ulong[] packed = new ulong[PaddedNeurons * words];
        for (int n = 0; n < Neurons; n++)
        {
            ulong[] row = Pack(_plus[n]);
            for (int j = 0; j < words; j++)
                packed[(((n / 8 * words) + j) * 8) + (n % 8)] = row[j];
        }

        return packed;
    }

    /// <summary>Row k holds bit n for every neuron n.</summary>
    public ulong[] Transposed() =>
        [.. Enumerable.Range(0, FanIn).SelectMany(k => Pack([.. Enumerable.Range(0, Neurons).Select(n => _plus[n][k])]))];

    /// <summary>The dot product with the row of neuron n, one multiplication at a time.</summary>
    public int Dot(int n, IReadOnlyList<int> input)
    {
        int sum = 0;
        for (int k = 0; k < FanIn; k++)
            sum += this[n, k] * input[k];
        return sum;
    }

    public override string ToString() => $"{Neurons} neurons of {FanIn} inputs";
}
