// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Runtime;

namespace BnnCompiler.Tensors;

/// <summary>Runs networks on batches that are tensors.</summary>
public static class TensorModelExtensions
{
    /// <summary>Computes the scores of a batch of pixels.</summary>
    /// <param name="model">A network on uint8 pixels.</param>
    /// <param name="inputs">
    /// Of shape [N, d...] or d..., where d... is the network's input, or [N, length]; extents of 1 do not matter. A view with strides is copied
    /// first.
    /// </param>
    /// <param name="scores">Of shape [N, classes], or [classes] for one input; dense, all written.</param>
    /// <exception cref="ArgumentException">A shape is another one, or <paramref name="scores"/> is a view with gaps.</exception>
    /// <exception cref="NotSupportedException">The network takes float32 values.</exception>
    public static void Run(this IBnnModel model, in ReadOnlyTensorSpan<byte> inputs, in TensorSpan<float> scores)
    {
        int count = CountExamples(model, inputs.Lengths, scores.Lengths);
        ReadOnlySpan<byte> values = Elements(inputs);
        Span<float> results = Room(scores);
        int length = model.InputShape.Length;
        for (int i = 0; i < count; i++)
            model.Run(values.Slice(i * length, length), results.Slice(i * model.ClassCount, model.ClassCount));
    }

    /// <summary>Computes the scores of a batch of values.</summary>
    /// <param name="model">A network on float32 values.</param>
    /// <param name="inputs">
    /// Of shape [N, d...] or d..., where d... is the network's input, or [N, length]; extents of 1 do not matter. A view with strides is copied
    /// first.
    /// </param>
    /// <param name="scores">Of shape [N, classes], or [classes] for one input; dense, all written.</param>
    /// <exception cref="ArgumentException">A shape is another one, or <paramref name="scores"/> is a view with gaps.</exception>
    /// <exception cref="NotSupportedException">The network takes uint8 pixels.</exception>
    public static void Run(this IBnnModel model, in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> scores)
    {
        int count = CountExamples(model, inputs.Lengths, scores.Lengths);
        ReadOnlySpan<float> values = Elements(inputs);
        Span<float> results = Room(scores);
        int length = model.InputShape.Length;
        for (int i = 0; i < count; i++)
            model.Run(values.Slice(i * length, length), results.Slice(i * model.ClassCount, model.ClassCount));
    }

    private static int CountExamples(IBnnModel model, ReadOnlySpan<nint> inputs, ReadOnlySpan<nint> scores)
    {
        ArgumentNullException.ThrowIfNull(model);
        int[] dimensions = [.. inputs.ToArray().Select(length => checked((int)length))];
        if (!model.InputShape.TryCountExamples(dimensions, out int count))
            throw new ArgumentException(
                $"Found inputs of shape {Show(inputs)}; the network '{model.Name}' takes {model.InputShape}.", nameof(inputs));
        if (!scores.SequenceEqual([count, model.ClassCount]) && !(count == 1 && scores.SequenceEqual([model.ClassCount])))
            throw new ArgumentException($"Found room for scores of shape {Show(scores)}; expected ({count}, {model.ClassCount}).", nameof(scores));
        return count;
    }

    private static string Show(ReadOnlySpan<nint> shape) => $"({string.Join(", ", shape.ToArray())})";

    private static ReadOnlySpan<T> Elements<T>(in ReadOnlyTensorSpan<T> tensor)
    {
        int length = checked((int)tensor.FlattenedLength);
        if (tensor.IsDense)
            return tensor.GetSpan(new nint[tensor.Rank], length);
        var copy = new T[length];
        tensor.FlattenTo(copy);
        return copy;
    }

    private static Span<float> Room(in TensorSpan<float> scores) => scores.IsDense
        ? scores.GetSpan(new nint[scores.Rank], checked((int)scores.FlattenedLength))
        : throw new ArgumentException("Found a view with gaps; expected a dense tensor of scores.", nameof(scores));
}
