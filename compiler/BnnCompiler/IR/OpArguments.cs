// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.IR;

/// <summary>What an op is made from, wherever it is made: in the parser, in a pass, in an importer.</summary>
/// <param name="Operands">As many as the kind demands.</param>
/// <param name="Attributes">Attributes by name.</param>
/// <param name="Type">The type that the text states, or that of the op being replaced. Only ops that cannot infer it use it.</param>
internal sealed record OpArguments(ImmutableArray<Op> Operands, ImmutableArray<OpAttribute> Attributes, TensorType Type)
{
    /// <summary>Operand <paramref name="index"/>.</summary>
    public Op this[int index] => Operands[index];

    /// <summary>An attribute that has to be there.</summary>
    public string Word(string name)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name == name)
                return attribute.Text;
        }

        throw new InvalidOpException($"attribute '{name}' is missing");
    }

    /// <summary>An attribute that may be left out.</summary>
    public string? OptionalWord(string name) => Attributes.FirstOrDefault(a => a.Name == name).Text;

    /// <summary>An integer attribute.</summary>
    public int Int(string name) =>
        NumberText.TryParse(Word(name), out int value) ? value : throw NotANumber(name, "an integer");

    /// <summary>A float32 attribute.</summary>
    public float Float(string name) =>
        NumberText.TryParse(Word(name), out float value) ? value : throw NotANumber(name, "a number");

    /// <summary>A float64 attribute.</summary>
    public double Double(string name) =>
        NumberText.TryParse(Word(name), out double value) ? value : throw NotANumber(name, "a number");

    private InvalidOpException NotANumber(string name, string expected) =>
        new($"attribute '{name}' is '{Word(name)}'; {expected} is needed");
}
