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
        var inputs = Enumerable.Range(0, 3 * count).Select(i => (byte)(i * 7)).ToArray();
        var scores = new float[2 * count];
        Batch.Run(SumAndFirst, inputs, scores, count, threads);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(inputs[3 * i] + inputs[(3 * i) + 1] + inputs[(3 * i) + 2], scores[2 * i]);
            Assert.Equal(inputs[3 * i], scores[(2 * i) + 1]);
        }
    }

    [Fact]
    public void Values_are_computed_like_pixels()
    {
        var inputs = Enumerable.Range(0, 600).Select(i => i / 4f).ToArray();
        var scores = new float[200];
        Batch.Run(static (input, scores) => scores[0] = input[0] + input[1] + input[2], inputs, scores, 200, 3);
        for (var i = 0; i < 200; i++) Assert.Equal(inputs[3 * i] + inputs[(3 * i) + 1] + inputs[(3 * i) + 2], scores[i]);
    }

    [Fact]
    public void Every_example_is_computed_once()
    {
        var calls = new int[500];
        var inputs = Enumerable.Range(0, 500).SelectMany(i => BitConverter.GetBytes(i)).ToArray();
        for (var round = 1; round <= 20; round++)
        {
            Batch.Run((input, scores) => Interlocked.Increment(ref calls[BitConverter.ToInt32(input)]), inputs, new float[500], 500, 4);
            Assert.All(calls, count => Assert.Equal(round, count));
        }
    }

    [Fact]
    public void What_one_thread_throws_reaches_the_caller_after_all_have_stopped()
    {
        var running = 0;
        void Run(ReadOnlySpan<byte> input, Span<float> scores)
        {
            Interlocked.Increment(ref running);
            try
            {
                if (input[0] == 77) throw new InvalidOperationException("number 77");
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
        Assert.Throws<ArgumentException>("inputs", () => Batch.Run(SumAndFirst, new byte[1], Span<float>.Empty, 0, 2));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named()
    {
        Assert.Throws<ArgumentException>("inputs", () => Batch.Run(SumAndFirst, new byte[7], new float[4], 2, 2));
        Assert.Throws<ArgumentException>("scores", () => Batch.Run(SumAndFirst, new byte[6], new float[3], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => Batch.Run(SumAndFirst, new byte[6], new float[4], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Batch.Run(SumAndFirst, new byte[6], new float[4], -1, 1));
    }

    private static void SumAndFirst(ReadOnlySpan<byte> input, Span<float> scores) =>
        (scores[0], scores[1]) = (input[0] + input[1] + input[2], input[0]);
}
