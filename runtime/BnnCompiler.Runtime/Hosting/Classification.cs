// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>Classifies every example of every file.</summary>
internal static class Classification
{
    public static void Run(ClassifierOptions options, ClassifierInfo info, ExampleClassifier classify, Utf8Output output, Utf8Output errors)
    {
        // All files are read before anything is printed, so that a fault in the last one leaves no half result.
        List<InputExamples> files = [];
        int count = 0;
        foreach (string path in options.Files)
        {
            files.Add(InputFile.Read(path, info.Input));
            count = checked(count + files[^1].Count);
        }

        int[]? labels = options.Labels is null ? null : ReadLabels(options.Labels, info, count);
        float[] kept = options.Output is null ? new float[info.ClassCount] : new float[checked(count * info.ClassCount)];
        var writer = new ResultWriter(output, info, options);
        writer.WriteHeading();
        int index = 0;
        int correct = 0;
        foreach (InputExamples examples in files)
        {
            for (int i = 0; i < examples.Count; i++, index++)
            {
                Span<float> scores = kept.AsSpan(options.Output is null ? 0 : index * info.ClassCount, info.ClassCount);
                classify(examples, i, scores);
                int label = labels is null ? -1 : labels[index];
                correct += Prediction.ClassOf(scores) == label ? 1 : 0;
                writer.Write(index, scores, label);
            }
        }

        if (options.Output is not null)
            AtomicFile.Write(options.Output, stream => NpyFile.Write(stream, kept, [count, info.ClassCount]));
        if (labels is not null)
            WriteAccuracy(options.Json ? errors : output, correct, count);
    }

    private static int[] ReadLabels(string path, ClassifierInfo info, int count)
    {
        int[] labels = LabelFile.Read(path, info.ClassCount);
        return labels.Length == count
            ? labels
            : throw new InputFileException(
                path, $"{labels.Length} labels", $"{count}, one an example", "Give the labels of exactly these examples.");
    }

    private static void WriteAccuracy(Utf8Output output, int correct, int count) =>
        output.Write("accuracy ").WriteThousandths(((100_000L * correct) + (count / 2)) / count)
            .Write("% (").Write(correct).Write(" of ").Write(count).Write(")\n");
}
