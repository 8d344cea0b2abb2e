// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>What ops demand of their operands, in words that a user can act on.</summary>
internal static class OperandChecks
{
    /// <summary>The operand, if its elements are of one of the given types.</summary>
    public static Op OfElement(this Op operand, string role, params ElementType[] allowed) =>
        allowed.Contains(operand.Type.Element)
            ? operand
            : throw new InvalidOpException($"{role} is {operand.Type}; expected elements of {string.Join(" or ", allowed.Select(e => e.ToText()))}");

    /// <summary>The operand, if it is a constant.</summary>
    public static Constant AsConstant(this Op operand, string role) =>
        operand as Constant ?? throw new InvalidOpException($"{role} is computed by '{operand.Kind.Mnemonic}'; it must be a constant");

    /// <summary>The operand, if it has the given shape.</summary>
    public static T OfShape<T>(this T operand, string role, Shape expected)
        where T : Op =>
        operand.Type.Shape == expected
            ? operand
            : throw new InvalidOpException($"{role} is {operand.Type}; expected shape [{expected}]");

    /// <summary>
    /// Constant limits [rows, rules] that <paramref name="input"/> is compared with: float32 for floats, else int32;
    /// one rule, or one for each channel or element.
    /// </summary>
    public static Constant AsLimitsOf(this Op limits, Op input)
    {
        var element = input.Type.Element == ElementType.Float32 ? ElementType.Float32 : ElementType.Int32;
        var constant = limits.OfElement("limits", element).AsConstant("limits");
        var shape = limits.Type.Shape;
        int channels = input.Type.Shape.Channels, elements = input.Type.Shape.ElementCount;
        return shape.Rank == 2 && (shape[1] == 1 || shape[1] == channels || shape[1] == elements)
            ? constant
            : throw new InvalidOpException($"limits are {limits.Type}; expected [rows, 1], [rows, {NumberText.Of(channels)}] "
                + $"or [rows, {NumberText.Of(elements)}]");
    }

    /// <summary>The shape of an operand that has to be an image [1, H, W, C].</summary>
    public static Shape Image(this Op operand, string role) =>
        operand.Type.Shape is { Rank: 4 } shape && shape[0] == 1
            ? shape
            : throw new InvalidOpException($"{role} is {operand.Type}; expected an image [1, height, width, channels]");

    /// <summary>The number of input features of a dense layer, whose input has to be one row.</summary>
    public static int FanIn(this Op input) =>
        input.Type.Shape is { Rank: 2 } shape && shape[0] == 1
            ? shape[1]
            : throw new InvalidOpException($"input is {input.Type}; a dense layer reads [1, features]");

    /// <summary>The number of rows of a dense layer's weights, each of which has to have one weight per input feature.</summary>
    public static int OutputsFor(this Op weights, Op input)
    {
        int fanIn = input.FanIn();
        if (weights.Type.Shape is not { Rank: 2 } shape)
            throw new InvalidOpException($"weights are {weights.Type}; expected [outputs, {NumberText.Of(fanIn)}]");
        return shape[1] == fanIn
            ? shape[0]
            : throw new InvalidOpException(
                $"input has {NumberText.Of(fanIn)} features, weights expect {NumberText.Of(shape[1])}; "
                + "a flatten in another order, or of another image size, is the usual cause");
    }
}
