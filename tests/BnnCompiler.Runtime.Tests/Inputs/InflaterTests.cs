// SPDX-License-Identifier: MIT
using System.IO.Compression;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class InflaterTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void What_was_compressed_comes_back(CompressionLevel level)
    {
        var random = new Random(5);
        foreach (int length in (int[])[1, 2, 7, 300, 5000, 70_000, 300_000])
        {
            // Few distinct bytes give long repeats, many give literals; text-like data lies between.
            foreach (int distinct in (int[])[1, 3, 40, 256])
            {
                byte[] data = [.. Enumerable.Range(0, length).Select(i => (byte)(i % 1000 < 500 ? random.Next(distinct) : i / 7))];
                byte[] compressed = Compress(data, level);
                Assert.Equal(data, Inflater.Decompress([.. compressed, 1, 2, 3], int.MaxValue, out int consumed));
                Assert.Equal(compressed.Length, consumed);
            }
        }
    }

    [Fact]
    public void An_empty_block_is_no_data()
    {
        Assert.Empty(Inflater.Decompress([0x03, 0x00], 100, out int consumed));
        Assert.Equal(2, consumed);
    }

    [Fact]
    public void Output_stops_at_the_limit()
    {
        byte[] compressed = Compress(new byte[10_000], CompressionLevel.Optimal);
        Assert.Equal(9_999, Inflater.Decompress(compressed, 9_999, out int consumed).Length);
        Assert.Equal(-1, consumed);
        Assert.Equal(10_000, Inflater.Decompress(compressed, 10_000, out consumed).Length);
        Assert.Equal(compressed.Length, consumed);
    }

    [Fact]
    public void Damaged_data_is_refused_or_read_as_other_data_but_never_more()
    {
        byte[] data = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i / 11))];
        byte[] compressed = Compress(data, CompressionLevel.Optimal);
        for (int length = 0; length < compressed.Length; length++)
            Assert.Throws<InvalidDataException>(() => Inflater.Decompress(compressed.AsSpan(0, length), 3000, out _));
        var random = new Random(11);
        for (int trial = 0; trial < 20_000; trial++)
        {
            byte[] changed = [.. compressed];
            for (int i = random.Next(1, 4); i > 0; i--)
                changed[random.Next(Math.Min(changed.Length, trial % 2 == 0 ? 80 : int.MaxValue))] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.InRange(Inflater.Decompress(changed, 5000, out _).Length, 0, 5000);
            }
            catch (InvalidDataException)
            {
                // What most changes lead to.
            }
        }
    }

    [Theory]
    [InlineData("07")] // block type 3
    [InlineData("010100FFFF00")] // stored length and its complement differ
    [InlineData("4B04")] // cut off
    [InlineData("030200")] // a copy from before the start
    public void Impossible_data_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => Inflater.Decompress(Convert.FromHexString(hex), 100, out _));

    private static byte[] Compress(byte[] data, CompressionLevel level)
    {
        using var result = new MemoryStream();
        using (var deflate = new DeflateStream(result, level))
            deflate.Write(data);
        return result.ToArray();
    }
}
