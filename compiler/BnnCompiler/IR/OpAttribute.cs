// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>A named constant of an op, in the text form in which the .bnn file holds it.</summary>
/// <param name="Name">Lower case, words joined by <c>_</c>.</param>
/// <param name="Text">A number, or a word of letters, digits and <c>_+-./</c>.</param>
internal readonly record struct OpAttribute(string Name, string Text)
{
    /// <summary>An integer attribute.</summary>
    public static OpAttribute Of(string name, int value) => new(name, NumberText.Of(value));

    /// <summary>A float32 attribute, in the shortest form that reads back as the same bits.</summary>
    public static OpAttribute Of(string name, float value) => new(name, NumberText.Of(value));

    /// <summary>A float64 attribute, in the shortest form that reads back as the same bits.</summary>
    public static OpAttribute Of(string name, double value) => new(name, NumberText.Of(value));
}
