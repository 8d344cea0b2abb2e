// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Hosting;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime;

/// <summary>What a generated class's <c>Instance</c> is: the static methods of the class behind <see cref="IBnnModel"/>.</summary>
public sealed class BnnModel : IBnnModel
{
    private readonly PixelClassifier? _runPixels;
    private readonly ValueClassifier? _runValues;

    /// <summary>A network on uint8 pixels.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputDimensions">The dimensions of its input, the first of which is a batch of 1.</param>
    /// <param name="classCount">Scores of one input.</param>
    /// <param name="run">Computes the scores of one input.</param>
    public BnnModel(string name, ReadOnlySpan<int> inputDimensions, int classCount, PixelClassifier run)
        : this(name, new InputShape(InputElement.UInt8, inputDimensions), classCount)
    {
        ArgumentNullException.ThrowIfNull(run);
        _runPixels = run;
    }

    /// <summary>A network on float32 values.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputDimensions">The dimensions of its input, the first of which is a batch of 1.</param>
    /// <param name="classCount">Scores of one input.</param>
    /// <param name="run">Computes the scores of one input.</param>
    public BnnModel(string name, ReadOnlySpan<int> inputDimensions, int classCount, ValueClassifier run)
        : this(name, new InputShape(InputElement.Float32, inputDimensions), classCount)
    {
        ArgumentNullException.ThrowIfNull(run);
        _runValues = run;
    }

    private BnnModel(string name, InputShape inputShape, int classCount)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        Name = name;
        InputShape = inputShape;
        ClassCount = classCount;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public InputShape InputShape { get; }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input, Span<float> scores)
    {
        if (_runPixels is null)
            throw new NotSupportedException($"Found uint8 pixels; the network '{Name}' takes float32 values.");
        RequireLengths(input.Length, scores.Length);
        _runPixels(input, scores);
    }

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> input, Span<float> scores)
    {
        if (_runValues is null)
            throw new NotSupportedException($"Found float32 values; the network '{Name}' takes uint8 pixels.");
        RequireLengths(input.Length, scores.Length);
        _runValues(input, scores);
    }

    private void RequireLengths(int input, int scores)
    {
        Lengths.Require(input, InputShape.Length, nameof(input), "the elements of an input");
        Lengths.Require(scores, ClassCount, nameof(scores), "one score per class");
    }
}
