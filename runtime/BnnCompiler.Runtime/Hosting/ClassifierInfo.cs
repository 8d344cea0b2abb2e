// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>What a native program knows about the model in it.</summary>
public sealed class ClassifierInfo
{
    /// <summary>A model and how its program introduces itself.</summary>
    /// <param name="name">The model's name, also the program's.</param>
    /// <param name="inputDimensions">The input's dimensions, the first of which is a batch of 1.</param>
    /// <param name="inputElement">The element the model takes.</param>
    /// <param name="classCount">Scores an example.</param>
    /// <param name="inputScale">What the model multiplies a pixel by, as written in the model, such as <c>1/255</c>; null for none.</param>
    /// <param name="version">The version of the compiler that made the program.</param>
    public ClassifierInfo(
        string name, ReadOnlySpan<int> inputDimensions, InputElement inputElement, int classCount, string? inputScale = null, string? version = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        Name = name;
        Input = new InputShape(inputElement, inputDimensions);
        ClassCount = classCount;
        InputScale = inputScale;
        Version = version;
    }

    /// <summary>The model's name, also the program's.</summary>
    public string Name { get; }

    /// <summary>The input of the model.</summary>
    public InputShape Input { get; }

    /// <summary>Scores an example.</summary>
    public int ClassCount { get; }

    /// <summary>What the model multiplies a pixel by, or null.</summary>
    public string? InputScale { get; }

    /// <summary>The version of the compiler that made the program, or null.</summary>
    public string? Version { get; }
}
