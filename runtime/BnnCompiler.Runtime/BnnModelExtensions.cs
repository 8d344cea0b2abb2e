// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime;

/// <summary>What every network can do that has <see cref="IBnnModel.Run(ReadOnlySpan{byte}, Span{float})"/>.</summary>
public static class BnnModelExtensions
{
    private const int MaxStackScores = 1024;

    /// <summary>The class of one input of pixels: the index of its greatest score, the first one if several are equal.</summary>
    public static int Classify(this IBnnModel model, ReadOnlySpan<byte> input)
    {
        ArgumentNullException.ThrowIfNull(model);
        Span<float> scores = model.ClassCount <= MaxStackScores ? stackalloc float[model.ClassCount] : new float[model.ClassCount];
        model.Run(input, scores);
        return Prediction.ClassOf(scores);
    }

    /// <summary>The class of one input of values: the index of its greatest score, the first one if several are equal.</summary>
    public static int Classify(this IBnnModel model, ReadOnlySpan<float> input)
    {
        ArgumentNullException.ThrowIfNull(model);
        Span<float> scores = model.ClassCount <= MaxStackScores ? stackalloc float[model.ClassCount] : new float[model.ClassCount];
        model.Run(input, scores);
        return Prediction.ClassOf(scores);
    }

    /// <summary>The scores of one example of a file or an upload that <see cref="InputFile"/> has read for this network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="examples">What was read with the network's <see cref="IBnnModel.InputShape"/>.</param>
    /// <param name="index">Which example.</param>
    /// <param name="scores">All written.</param>
    public static void Run(this IBnnModel model, InputExamples examples, int index, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Element == InputElement.UInt8)
            model.Run(examples.Pixels(index), scores);
        else
            model.Run(examples.Values(index), scores);
    }
}
