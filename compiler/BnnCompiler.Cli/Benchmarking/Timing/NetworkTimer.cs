// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace BnnCompiler.Cli.Benchmarking.Timing;

/// <summary>
/// The program that <c>bnnc bench</c> builds around a generated class: runs with notes of the time, runs without, and measurements of the machine
/// take turns. What it finds it prints as lines of a name and numbers, times in nanoseconds. A minimum is the mean of the least times of all inputs,
/// since some inputs take longer than others; a median is that of all runs.
/// </summary>
internal sealed class NetworkTimer<T>
    where T : unmanaged
{
    private const int Turns = 20, WarmUpRuns = 32, RunsToRefill = 2, LeastBatches = 10;

    private readonly NetworkCalls<T> _network;
    private readonly T[] _inputs;
    private readonly int _examples;
    private readonly float[] _scores;
    private readonly long[] _times;

    private NetworkTimer(NetworkCalls<T> network, T[] inputs)
    {
        (_network, _inputs) = (network, inputs);
        _examples = inputs.Length / network.InputLength;
        _scores = new float[network.ClassCount];
        _times = new long[network.Steps + 1];
    }

    /// <summary>The whole program.</summary>
    /// <param name="arguments">
    /// A file of inputs as they lie in memory, how many runs, bytes that an inference reads, inputs of a batch (0: no batches), its threads.
    /// </param>
    /// <param name="network">The generated class.</param>
    public static int Run(string[] arguments, NetworkCalls<T> network)
    {
        var inputs = MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(arguments[0])).ToArray();
        var timer = new NetworkTimer<T>(network, inputs);
        long[] numbers = Array.ConvertAll(arguments[1..], text => long.Parse(text, CultureInfo.InvariantCulture));
        timer.CountOnes();
        timer.TimeRuns((int)numbers[0], new(numbers[1]));
        if (numbers[2] > 0)
            timer.TimeBatches((int)numbers[0], (int)numbers[2], (int)numbers[3]);
        return 0;
    }

    private ReadOnlySpan<T> Input(int run) => _inputs.AsSpan(run % _examples * _network.InputLength, _network.InputLength);

    /// <summary>The bits 1 of an input and of what each step writes, on average.</summary>
    private void CountOnes()
    {
        double[] sums = new double[_network.Steps + 1];
        long[] ones = new long[_network.Steps];
        for (int example = 0; example < _examples; example++)
        {
            foreach (byte one in MemoryMarshal.AsBytes(Input(example)))
                sums[0] += BitOperations.PopCount(one);
            _network.RunTimed(Input(example), _scores, _times, ones);
            for (int step = 0; step < ones.Length; step++)
                sums[step + 1] += ones[step];
        }

        Print("ones", Array.ConvertAll(sums, sum => sum / _examples));
    }

    private void TimeRuns(int runs, MachineRates rates)
    {
        var steps = Array.ConvertAll(new int[_network.Steps], _ => new Times(runs, _examples));
        var whole = new Times(runs, _examples);
        for (int run = 0; run < WarmUpRuns; run++)
        {
            _network.Run(Input(run), _scores);
            _network.RunTimed(Input(run), _scores, _times, default);
        }

        for (int turn = 0; turn < Turns; turn++)
        {
            rates.Measure();
            int first = (int)((long)runs * turn / Turns), end = (int)((long)runs * (turn + 1) / Turns);
            for (int run = first - RunsToRefill; run < end; run++)
            {
                _network.RunTimed(Input(run + (RunsToRefill * _examples)), _scores, _times, default);
                for (int step = 0; step < steps.Length && run >= first; step++)
                    steps[step].Add(run, _times[step + 1] - _times[step]);
            }

            for (int run = first - RunsToRefill; run < end; run++)
            {
                long start = Stopwatch.GetTimestamp();
                _network.Run(Input(run + (RunsToRefill * _examples)), _scores);
                long time = Stopwatch.GetTimestamp() - start;
                if (run >= first)
                    whole.Add(run, time);
            }
        }

        Print("operations", rates.OperationsPerSecond);
        Print("bytes", rates.BytesPerSecond, rates.SetBytes);
        Print("clock", Nanoseconds(rates.ClockTicks));
        foreach (var step in steps)
            Print("step", step, rates.ClockTicks);
        Print("network", whole, rates.ClockTicks);
    }

    /// <summary>Batches of the inputs, over and over; times of a batch are divided by its inputs.</summary>
    private void TimeBatches(int runs, int count, int threads)
    {
        var inputs = new T[checked(count * _network.InputLength)];
        for (int i = 0; i < count; i++)
            Input(i).CopyTo(inputs.AsSpan(i * _network.InputLength));
        float[] scores = new float[checked(count * _network.ClassCount)];
        int batches = Math.Max(LeastBatches, runs / count);
        var times = new Times(batches, 1);
        for (int batch = -RunsToRefill; batch < batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            _network.RunBatch(inputs, count, scores, threads);
            long time = Stopwatch.GetTimestamp() - start;
            if (batch >= 0)
                times.Add(batch, time);
        }

        Print("batch", Nanoseconds(times.Minimum / count), Nanoseconds(times.Median / count));
    }

    private static double Nanoseconds(double ticks) => Math.Max(0, ticks) * (1e9 / Stopwatch.Frequency);

    /// <summary>Without the time that one look at the clock takes.</summary>
    private static void Print(string name, Times times, double clock) =>
        Print(name, Nanoseconds(times.Minimum - clock), Nanoseconds(times.Median - clock));

    private static void Print(string name, params double[] numbers) =>
        Console.Out.WriteLine(name + string.Concat(Array.ConvertAll(numbers, number => " " + number.ToString("R", CultureInfo.InvariantCulture))));

    /// <summary>The times of all runs, in ticks.</summary>
    private sealed class Times(int runs, int examples)
    {
        private readonly long[] _all = new long[runs];

        public double Minimum
        {
            get
            {
                int some = Math.Min(examples, _all.Length);
                double sum = 0;
                for (int example = 0; example < some; example++)
                {
                    long least = long.MaxValue;
                    for (int run = example; run < _all.Length; run += examples)
                        least = Math.Min(least, _all[run]);
                    sum += least;
                }

                return sum / some;
            }
        }

        public double Median
        {
            get
            {
                long[] sorted = [.. _all];
                Array.Sort(sorted);
                return sorted[sorted.Length / 2];
            }
        }

        public void Add(int run, long time) => _all[run] = time;
    }
}
