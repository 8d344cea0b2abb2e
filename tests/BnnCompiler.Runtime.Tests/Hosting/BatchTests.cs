// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Hosting;

namespace BnnCompiler.Runtime.Tests.Hosting;

public sealed class BatchTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8)]
    [InlineData(7, 2)]
    [InlineData(1000, 2)]
    [InlineData(1000, 64)]
    public void Every_example_gets_its_own_scores_whatever_the_number_of_threads(int count, int threads)
    {
        byte[] inputs = Enumerable.Range(0, 3 * count).Select(i => (byte)(i * 7)).ToArray();
        float[] scores = new float[2 * count];
        Batch.Run(SumAndFirst, inputs, scores, count, threads);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(inputs[3 * i] + inputs[(3 * i) + 1] + inputs[(3 * i) + 2], scores[2 * i]);
            Assert.Equal(inputs[3 * i], scores[(2 * i) + 1]);
        }
    }

    [Fact]
    public void Values_are_computed_like_pixels()
    {
        float[] inputs = Enumerable.Range(0, 600).Select(i => i / 4f).ToArray();
        float[] scores = new float[200];
        Batch.Run(static (input, scores) => scores[0] = input[0] + input[1] + input[2], inputs, scores, 200, 3);
        for (int i = 0; i < 200; i++)
            Assert.Equal(inputs[3 * i] + inputs[(3 * i) + 1] + inputs[(3 * i) + 2], scores[i]);
    }

    [Fact]
    public void Every_example_is_computed_once()
    {
        int[] calls = new int[500];
        byte[] inputs = Enumerable.Range(0, 500).SelectMany(i => BitConverter.GetBytes(i)).ToArray();
        for (int round = 1; round <= 20; round++)
        {
            Batch.Run((input, scores) => Interlocked.Increment(ref calls[BitConverter.ToInt32(input)]), inputs, new float[500], 500, 4);
            Assert.All(calls, count => Assert.Equal(round, count));
        }
    }

    [Theory]
    [InlineData(1, 1, new int[0])]
    [InlineData(15, 1, new int[0])]
    [InlineData(16, 1, new[] { 16 })]
    [InlineData(16, 2, new int[0])]
    [InlineData(32, 2, new[] { 16, 16 })]
    [InlineData(64, 1, new[] { 64 })]
    [InlineData(65, 1, new[] { 33, 32 })]
    [InlineData(100, 2, new[] { 50, 50 })]
    [InlineData(256, 1, new[] { 64, 64, 64, 64 })]
    [InlineData(200, int.MaxValue, new int[0])]
    [InlineData(257, 2, new[] { 43, 43, 43, 43, 43, 42 })]
    public void Examples_are_computed_together_in_pieces_of_one_size_unless_they_are_few(int count, int threads, int[] pieces)
    {
        byte[] inputs = Enumerable.Range(0, 3 * count).Select(i => (byte)(i * 7)).ToArray();
        float[] scores = new float[2 * count];
        var sizes = new List<int>();
        Batch.Run(
            SumAndFirst,
            (some, examples, results) =>
            {
                lock (sizes)
                    sizes.Add(examples);
                for (int i = 0; i < examples; i++)
                    SumAndFirst(some.Slice(3 * i, 3), results.Slice(2 * i, 2));
            },
            inputs,
            scores,
            count,
            threads);
        Assert.Equal(pieces.Order(), sizes.Order());
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(inputs[3 * i] + inputs[(3 * i) + 1] + inputs[(3 * i) + 2], scores[2 * i]);
            Assert.Equal(inputs[3 * i], scores[(2 * i) + 1]);
        }
    }

    [Fact]
    public void Values_are_computed_together_like_pixels()
    {
        float[] inputs = Enumerable.Range(0, 300).Select(i => i / 4f).ToArray();
        float[] scores = new float[100];
        Batch.Run(
            static (_, _) => throw new InvalidOperationException("one by one"),
            static (some, examples, results) =>
            {
                for (int i = 0; i < examples; i++)
                    results[i] = some[3 * i] + some[(3 * i) + 1] + some[(3 * i) + 2];
            },
            inputs,
            scores,
            100,
            2);
        for (int i = 0; i < 100; i++)
            Assert.Equal(inputs[3 * i] + inputs[(3 * i) + 1] + inputs[(3 * i) + 2], scores[i]);
    }

    [Fact]
    public void What_one_thread_throws_reaches_the_caller_after_all_have_stopped()
    {
        int running = 0;
        void Run(ReadOnlySpan<byte> input, Span<float> scores)
        {
            Interlocked.Increment(ref running);
            try
            {
                if (input[0] == 77)
                    throw new InvalidOperationException("number 77");
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }

        var error = Assert.Throws<InvalidOperationException>(
            () => Batch.Run(Run, Enumerable.Range(0, 200).Select(i => (byte)i).ToArray(), new float[200], 200, 4));
        Assert.Equal("number 77", error.Message);
        Assert.Equal(0, Volatile.Read(ref running));
    }

    [Fact]
    public void No_examples_are_no_work()
    {
        Batch.Run((_, _) => throw new InvalidOperationException("called"), ReadOnlySpan<byte>.Empty, Span<float>.Empty, 0, 2);
        Batch.Run(SumAndFirst, (_, _, _) => throw new InvalidOperationException("called"), ReadOnlySpan<byte>.Empty, Span<float>.Empty, 0, 2);
        Assert.Throws<ArgumentException>("inputs", () => Batch.Run(SumAndFirst, new byte[1], Span<float>.Empty, 0, 2));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        Assert.Throws<ArgumentException>("inputs", () => Batch.Run(SumAndFirst, new byte[7], new float[4], 2, 2));
        Assert.Throws<ArgumentException>("scores", () => Batch.Run(SumAndFirst, new byte[6], new float[3], 2, 2));
        Assert.Throws<ArgumentNullException>("run", () => Batch.Run(null!, (_, _, _) => { }, new byte[66], new float[44], 22, 1));
        Assert.Throws<ArgumentException>("inputs", () => Batch.Run(SumAndFirst, (_, _, _) => { }, new byte[67], new float[44], 22, 2));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => Batch.Run(SumAndFirst, new byte[6], new float[4], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            "degreeOfParallelism", () => Batch.Run(SumAndFirst, (_, _, _) => { }, new byte[6], new float[4], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Batch.Run(SumAndFirst, new byte[6], new float[4], -1, 1));
    }

    private static void SumAndFirst(ReadOnlySpan<byte> input, Span<float> scores) =>
        (scores[0], scores[1]) = (input[0] + input[1] + input[2], input[0]);
}
