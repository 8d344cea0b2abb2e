// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels.Elements;

public sealed class BinarizeRowsTests
{
    private const int Seed = 3004;

    private static readonly int[] RowLengths = [1, 3, 63, 64, 65, 128, 130];

    [Fact]
    public void Every_row_starts_a_word()
    {
        var random = new Random(Seed);
        foreach (int rowLength in RowLengths)
        {
            foreach (int limit in (int[])[-1, 0, 100, 255, 256])
            {
                byte[] values = new byte[rowLength * random.Next(1, 6)];
                random.NextBytes(values);
                ulong[] expected = Rows(values.Select(value => value >= limit), rowLength);

                var bits = new Guarded<ulong>(expected.Length);
                Binarize.AtLeast(values, limit, rowLength, bits.Span);
                bits.AssertIs(expected, $"bytes in rows of {rowLength}, seed {Seed}");

                bits = new Guarded<ulong>(expected.Length);
                Binarize.AtLeast(values.Select(value => (int)value).ToArray(), limit, rowLength, bits.Span);
                bits.AssertIs(expected, $"integers in rows of {rowLength}, seed {Seed}");

                bits = new Guarded<ulong>(expected.Length);
                Binarize.AtLeast(values.Select(value => (float)value).ToArray(), (float)limit, rowLength, bits.Span);
                bits.AssertIs(expected, $"floats in rows of {rowLength}, seed {Seed}");
            }
        }
    }

    [Fact]
    public void Parity_by_rows_has_one_rule_or_one_per_channel_or_one_per_value()
    {
        var random = new Random(Seed);
        foreach (int rowLength in RowLengths)
        {
            int count = rowLength * random.Next(1, 6);
            foreach (int rules in (int[])[1, rowLength, count])
            {
                int rows = random.Next(0, 4);
                int[] limits = [.. Enumerable.Range(0, rows * rules).Select(_ => random.Next(-10, 266))];
                bool[] flips = [.. Enumerable.Range(0, rules).Select(_ => random.Next(2) == 1)];
                byte[] values = new byte[count];
                random.NextBytes(values);
                int Reached(int value, int rule) => Enumerable.Range(0, rows).Count(row => value >= limits[(row * rules) + rule]);
                ulong[] expected = Rows(values.Select((value, i) => flips[i % rules] ^ (Reached(value, i % rules) % 2 == 1)), rowLength);

                var bits = new Guarded<ulong>(expected.Length);
                Binarize.Parity(values, limits, rules, SignMatrix.Pack(flips), rowLength, bits.Span);
                bits.AssertIs(expected, $"bytes in rows of {rowLength}, {rules} rules, seed {Seed}");

                bits = new Guarded<ulong>(expected.Length);
                Binarize.Parity(values.Select(value => (int)value).ToArray(), limits, rules, SignMatrix.Pack(flips), rowLength, bits.Span);
                bits.AssertIs(expected, $"integers in rows of {rowLength}, {rules} rules, seed {Seed}");

                bits = new Guarded<ulong>(expected.Length);
                float[] floats = [.. limits];
                Binarize.Parity(values.Select(value => (float)value).ToArray(), floats, rules, SignMatrix.Pack(flips), rowLength, bits.Span);
                bits.AssertIs(expected, $"floats in rows of {rowLength}, {rules} rules, seed {Seed}");
            }
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_are_named_with_what_was_expected()
    {
        var error = Assert.Throws<ArgumentException>("bits", () => Binarize.AtLeast(new byte[6], 1, 3, new ulong[1]));
        Assert.Contains("Found 1 elements, expected 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("values", () => Binarize.AtLeast(new int[7], 1, 3, new ulong[2]));
        Assert.Throws<ArgumentException>("values", () => Binarize.AtLeast(new float[7], 1f, 0, new ulong[2]));
        Assert.Throws<ArgumentException>("values", () => Binarize.Parity(new int[6], [0, 0, 0], 3, [0], 4, new ulong[2]));
        Assert.Throws<ArgumentException>("bits", () => Binarize.Parity(new int[6], [0, 0, 0], 3, [0], 3, new ulong[1]));
        Assert.Throws<ArgumentException>("flips", () => Binarize.Parity(new int[6], [0, 0, 0], 3, [], 3, new ulong[2]));
        Assert.Throws<ArgumentException>("limits", () => Binarize.Parity(new int[6], [0, 0], 3, [0], 3, new ulong[2]));
    }

    private static ulong[] Rows(IEnumerable<bool> bits, int rowLength) => [.. bits.Chunk(rowLength).SelectMany(SignMatrix.Pack)];
}
