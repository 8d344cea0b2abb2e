// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.IR;

namespace BnnCompiler.Targets.CSharp;

/// <summary>Numbers as C# literals that read back as the same bits.</summary>
internal static class CSharpLiterals
{
    /// <summary>Element <paramref name="index"/> of a tensor of numbers.</summary>
    public static string Of(Tensor tensor, int index) =>
        tensor is Tensor<float> floats ? Of(floats.Values[index]) : NumberText.Of((long)tensor[index]);

    /// <summary>A float32.</summary>
    public static string Of(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : NumberText.Of(value) + "f";

    /// <summary>A float64.</summary>
    public static string Of(double value) => NumberText.Of(value) + "d";

    /// <summary>A string; every character but printable ASCII is escaped.</summary>
    public static string Of(string text) => '"' + string.Concat(text.Select(Escaped)) + '"';

    /// <summary>A word of bits.</summary>
    public static string Of(ulong word) => "0x" + word.ToString("X16", CultureInfo.InvariantCulture);

    private static string Escaped(char c) =>
        c is >= ' ' and <= '~' and not '"' and not '\\' ? c.ToString() : "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture);
}
