// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.IR;

namespace BnnCompiler.Targets.C;

/// <summary>Types and numbers as C spells them.</summary>
internal static class CTypes
{
    /// <summary>The type of an element; bits are words. They may alias each other, since tensors share one arena.</summary>
    public static string Of(ElementType element) => element switch
    {
        ElementType.Bit => "bnn_word_t",
        ElementType.Int8 => "int8_t",
        ElementType.Int16 => "bnn_i16_t",
        ElementType.Int32 => "bnn_i32_t",
        ElementType.UInt8 => "uint8_t",
        _ => "bnn_f32_t",
    };

    /// <summary>As in the names of kernels.</summary>
    public static string Short(ElementType element) => element switch
    {
        ElementType.Int16 => "i16",
        ElementType.Int32 => "i32",
        ElementType.UInt8 => "u8",
        ElementType.Float32 => "f32",
        _ => throw new NotSupportedException($"No C kernel works on {element.ToText()}."),
    };

    /// <summary>Element <paramref name="index"/> of a tensor of numbers.</summary>
    public static string Literal(Tensor tensor, int index) =>
        tensor is Tensor<float> floats ? Literal(floats.Values[index]) : Literal((int)tensor[index]);

    /// <summary>An integer; C has no literal for the least one.</summary>
    public static string Literal(int value) => value == int.MinValue ? "INT32_MIN" : NumberText.Of(value);

    /// <summary>A float32 that reads back as the same bits.</summary>
    public static string Literal(float value) =>
        float.IsNaN(value) ? "BNN_NAN"
        : float.IsInfinity(value) ? (value > 0 ? "BNN_INFINITY" : "-BNN_INFINITY")
        : WithPoint(NumberText.Of(value)) + "f";

    /// <summary>A float64 that reads back as the same bits.</summary>
    public static string Literal(double value) => WithPoint(NumberText.Of(value));

    /// <summary>A word of as many bits.</summary>
    public static string Word(ulong word, int bits) => bits switch
    {
        64 => $"UINT64_C(0x{word.ToString("x16", CultureInfo.InvariantCulture)})",
        32 => $"0x{word.ToString("x8", CultureInfo.InvariantCulture)}u",
        _ => $"0x{word.ToString("x2", CultureInfo.InvariantCulture)}u",
    };

    private static string WithPoint(string number) => number.IndexOfAny(['.', 'E', 'e']) >= 0 ? number : number + ".0";
}
