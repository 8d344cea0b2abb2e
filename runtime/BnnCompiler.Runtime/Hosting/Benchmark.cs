// SPDX-License-Identifier: MIT
using System.Diagnostics;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>Times single inferences, each by itself, on one thread.</summary>
internal static class Benchmark
{
    private const int WarmUpRuns = 32;

    public static void Run(ClassifierOptions options, ClassifierInfo info, ExampleClassifier classify, Utf8Output output)
    {
        InputExamples examples = options.Files.Count > 0 ? InputFile.Read(options.Files[0], info.Input) : Patterned(info.Input);
        float[] scores = new float[info.ClassCount];
        for (int i = 0; i < WarmUpRuns; i++)
            classify(examples, i % examples.Count, scores);

        long[] nanoseconds = new long[options.Bench];
        for (int i = 0; i < nanoseconds.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            classify(examples, i % examples.Count, scores);
            nanoseconds[i] = (long)((Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency));
        }

        Array.Sort(nanoseconds);
        Write(options, nanoseconds[0], nanoseconds[nanoseconds.Length / 2], output);
    }

    private static void Write(ClassifierOptions options, long minimum, long median, Utf8Output output)
    {
        if (options.Json)
        {
            output.Write("{\"runs\":").Write(options.Bench).Write(",\"min_us\":").WriteThousandths(minimum);
            output.Write(",\"median_us\":").WriteThousandths(median).Write("}\n");
            return;
        }

        output.Write("min ").WriteThousandths(minimum).Write(" us, median ").WriteThousandths(median);
        output.Write(" us an inference, over ").Write(options.Bench).Write(" runs on one thread\n");
    }

    // No file given: bytes that are neither constant nor random, and no NaN if read as float32.
    private static InputExamples Patterned(InputShape shape)
    {
        byte[] bytes = new byte[shape.ByteLength];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(shape.Element == InputElement.UInt8 || i % 4 < 2 ? i * 37 : 0x3E);
        return new InputExamples(shape, 1, bytes);
    }
}
